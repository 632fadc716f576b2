// Looks a result's text up: whether what was asked for stands there indeed, and the passage that shows it.

const ROOM = { ja: 90, en: 170 };

/** Where the ways of a term stand in a text: [from, to] each. */
const places = (text, ways, most = 40) => {
  const folded = new Map();
  const found = [];
  for (const { fold: by, text: wanted } of ways) {
    if (!folded.has(by)) folded.set(by, by(text));
    const { text: where, from, to } = folded.get(by);
    for (let at = where.indexOf(wanted); at >= 0 && found.length < most; at = where.indexOf(wanted, at + wanted.length)) {
      let end = to[at + wanted.length - 1];
      // A mark that folding left out belongs to the word before it.
      while (/[ーｰ]/.test(text[end] ?? "")) end += 1;
      found.push([from[at], end]);
    }
  }
  return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
};

/** The result with the places of all terms, or nothing if it does not hold them. */
const judge = (result, terms, loose) => {
  const fields = { title: [], summary: [], text: [], tags: [] };
  let worth = result.worth;
  let held = 0;
  for (const { ways } of terms) {
    const found = Object.fromEntries(Object.keys(fields).map((field) => [field, places([result[field]].flat().join("\n"), ways)]));
    if (Object.values(found).some((list) => list.length)) held += 1;
    for (const field of Object.keys(fields)) fields[field].push(...found[field]);
    // Written as it was asked for counts more than another spelling.
    const plain = (text) => text.normalize("NFKC").toLowerCase();
    if (ways[0]?.fold === fold && found.title.some(([from, to]) => fold(result.title.slice(from, to)).text === ways[0].text)) worth += 2;
    if (found.title.length && plain(result.title) === plain(ways[0]?.text ?? "")) worth += 9;
    worth += Math.min(found.text.length, 5) / 10;
  }
  if (loose ? !held : held < terms.length) return null;
  return { ...result, worth, fields };
};

const clean = (marks) => {
  const out = [];
  for (const [from, to] of marks.sort((a, b) => a[0] - b[0])) {
    if (out.length && from <= out.at(-1)[1]) out.at(-1)[1] = Math.max(out.at(-1)[1], to);
    else out.push([from, to]);
  }
  return out;
};

/** What to show of a result: title and passage, each with the places to mark, and the heading above the passage. */
export const passage = (result, lang) => {
  const { title, summary, text, headings, fields } = result;
  const room = ROOM[lang] ?? ROOM.en;
  const titled = { text: title, marks: clean(fields.title) };
  const whole = (shown, marks) => ({ title: titled, passage: { text: shown, marks: clean(marks) }, address: result.address });
  if (!fields.text.length || (summary && fields.summary.length)) return whole(summary || text.slice(0, room), summary ? fields.summary : []);
  // The place with the most of what was asked for around it.
  const around = (at) => fields.text.filter(([from]) => from >= at && from < at + room * 0.7).length;
  const [at] = fields.text.reduce((best, mark) => (around(mark[0]) > around(best[0]) ? mark : best));
  const heading = headings.findLast(([from]) => from <= at);
  let from = Math.max(0, at - Math.floor(room / 4), heading?.[0] ?? 0);
  const ends = ["。", "\n", ". "].map((end) => [text.lastIndexOf(end, at - 1), end.length]);
  const sentence = at > 0 ? Math.max(...ends.map(([place, length]) => (place < 0 ? 0 : place + length))) : 0;
  if (sentence > from && sentence <= at) from = sentence;
  const to = Math.min(text.length, from + room);
  const cut = [from > 0 && from !== sentence && text[from - 1] !== "\n" ? "…" : "", to < text.length ? "…" : ""];
  const shown = cut[0] + text.slice(from, to).replace(/\n/g, " ") + cut[1];
  const moved = fields.text.filter((mark) => mark[0] >= from && mark[1] <= to).map((mark) => mark.map((place) => place - from + cut[0].length));
  const shownResult = whole(shown, moved);
  if (heading) {
    shownResult.address += "#" + heading[1];
    const end = text.indexOf("\n", heading[0]);
    shownResult.heading = text.slice(heading[0], end < 0 ? undefined : end);
  }
  return shownResult;
};
