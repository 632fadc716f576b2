// Answers a question from the pieces of the index (src/index/search/mod.rs says what they hold). Knows nothing of the page it runs on.

// What a place on a page is worth: text, text often, heading or summary, title.
const WORTH = [1, 1.5, 4, 9];
// What an answer is worth that is not word for word: by its sound, in the middle of a word, mistyped.
const SOUND = 0.5, INSIDE = 0.4, TYPO = 0.3;
// How many files of keys the words that begin alike may be spread over, and how many words a mistyped one may mean.
const MOST_FILES = 4, MOST_WORDS = 6;
// How many pages it takes for a long run to be looked up more closely; and how many texts more than wanted are read: the letters of a
// question may stand on thousands of pages, and nowhere together.
const MANY = 40, MOST_READ = 10;
// Of how many files of keys an index is small.
const SMALL = 3;
const isWord = (text) => /^[a-z0-9]/.test(text);

/** Words in Latin letters, and runs of other letters. */
const tokens = (text) => text.match(/[a-z0-9]+|(?:(?![a-z0-9])[\p{Alphabetic}\p{N}])+/gu) ?? [];

/** All pairs of letters; and of a long run those to look up first, which overlap only where they must. */
const pairs = (run) => {
  const letters = [...run];
  return [...new Set(letters.slice(1).map((letter, at) => letters[at] + letter))];
};
const fewer = (all) => (all.length > 5 ? all.filter((_, at) => !(at % 2) || at === all.length - 1) : all);

/** The letters to change, add, leave out or swap to get from one word to the other; more than `most` is not counted. */
const distance = (a, b, most) => {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let two = [], one = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(one[j] + 1, row[j - 1] + 1, one[j - 1] + !same);
      if (!same && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], two[j - 2] + 1);
    }
    [two, one] = [one, row];
  }
  return one[b.length];
};

/** Opens an index: `load(name, type)` fetches a piece as "json", "text" or "bytes". */
export const open = async (load) => {
  const head = await load("index.json", "json");
  if (head.format !== 1) throw new Error("another format");
  const kept = new Map();
  const piece = (name, type) => {
    if (!kept.has(name)) kept.set(name, load(head.pieces + name, type));
    return kept.get(name);
  };

  // Groups: pages from `from` to before `to` have this kind, stage and segments.
  const groups = head.groups.map(([from, kind, stage, segments], at) =>
    ({ from, to: head.groups[at + 1]?.[0] ?? head.pages, kind, stage: head.stages[stage]?.[0], segments: segments.map((segment) => head.segments[segment][0]) }));
  const groupOf = (page) => groups.find(({ to }) => page < to);
  let first = 0;
  const chunks = [...head.texts].map((count) => ({ from: first, to: first += parseInt(count, 36) }));

  /** The last place in a sorted list whose text is not after this one. */
  const before = (list, text) => {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] <= text) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  };

  const decoder = new TextDecoder();
  /** Calls back with every key of a file from one text to another and the pages that hold it. */
  const read = async (file, from, to, each) => {
    const bytes = new Uint8Array(await piece(`k${file}.bin`, "bytes"));
    let at = 0;
    const number = () => {
      let [value, scale] = [0, 1];
      for (;; scale *= 128) {
        const byte = bytes[at++];
        value += (byte & 127) * scale;
        if (byte < 128) return value;
      }
    };
    while (at < bytes.length) {
      const length = bytes[at++];
      const key = decoder.decode(bytes.subarray(at, at += length));
      const end = number() + at;
      if (key >= from && key <= to) {
        const found = new Map();
        for (let page = 0; at < end;) {
          const entry = number();
          page += Math.floor(entry / 4);
          found.set(page, entry & 3);
        }
        each(key, found);
      }
      at = end;
    }
  };

  /** The pages of one key. */
  const exactly = async (key) => {
    let pages = new Map();
    if (head.keys.length) await read(before(head.keys, key), key, key, (_, found) => { pages = found; });
    return pages;
  };

  /** The pages of all keys with this beginning, each at its best place. */
  const beginning = async (start, worth = 1) => {
    const pages = new Map();
    if (!head.keys.length) return pages;
    const to = start + "\uffff";
    const from = before(head.keys, start);
    const last = Math.min(before(head.keys, to), from + MOST_FILES - 1);
    const files = Array.from({ length: last - from + 1 }, (_, at) => from + at);
    await Promise.all(files.map((file) => read(file, start, to, (key, found) => {
      // A whole word is worth more than its beginning.
      const whole = key === start ? 1 : 0.8;
      for (const [page, place] of found) {
        const value = WORTH[place] * whole * worth;
        if (value > (pages.get(page) ?? 0)) pages.set(page, value);
      }
    })));
    return pages;
  };

  const together = (lists, join) => {
    const [least, ...rest] = lists.sort((a, b) => a.size - b.size);
    const out = new Map();
    for (const [page, value] of least ?? []) {
      let sum = value;
      if (rest.every((list) => list.has(page) && ((sum = join(sum, list.get(page))), true))) out.set(page, sum);
    }
    return out;
  };
  const add = (into, from, worth = 1) => {
    for (const [page, value] of from) if (value * worth > (into.get(page) ?? 0)) into.set(page, value * worth);
  };

  /** The pages that hold every part of a folded text; whether the parts stand together is looked up in their texts. */
  const holding = async (text) => {
    const parts = tokens(text);
    const worth = async (pair) => new Map([...await exactly(pair)].map(([page, place]) => [page, WORTH[place]]));
    const later = [];
    const lists = parts.flatMap((part) => {
      if (isWord(part)) return [beginning(part.slice(0, 12))];
      if ([...part].length > 1) {
        const all = pairs(part), first = fewer(all);
        later.push(...all.filter((pair) => !first.includes(pair)));
        return first.map(worth);
      }
      // One letter stands in too many pages to tell much, unless it is all there is.
      return parts.length === 1 ? [beginning(part)] : [];
    });
    const found = together(await Promise.all(lists), Math.min);
    return found.size > MANY && later.length ? together([found, ...await Promise.all(later.map(worth))], Math.min) : found;
  };

  /** The words that hold a text, or are meant by one that is mistyped. */
  const meant = async (text) => {
    const most = text.length < 4 ? 0 : text.length < 8 ? 1 : 2;
    const file = before(head.words, text[0] + "\uffff");
    const from = before(head.words, text[0]);
    // Who mistypes a word seldom does so at its first letter.
    const near = Array.from({ length: file - from + 1 }, (_, at) => from + at);
    const far = head.words.map((_, at) => at).filter((at) => !near.includes(at));
    for (const files of [near, far]) {
      const words = (await Promise.all(files.slice(0, 8).map((at) => piece(`w${at}.txt`, "text")))).join("\n").split("\n");
      const scored = words.map((word) => {
        const whole = distance(text, word, most);
        const begun = text.length > 4 && word.length > text.length ? distance(text, word.slice(0, text.length), 1) + 0.5 : 9;
        return [Math.min(whole, begun), word];
      });
      const best = scored.filter(([cost]) => cost <= most).sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
      if (best.length) return best.filter(([cost]) => cost < best[0][0] + 1).slice(0, MOST_WORDS).map(([, word]) => word);
    }
    return [];
  };
  const inside = async (text) => {
    const words = (await Promise.all(head.words.slice(0, 8).map((_, at) => piece(`w${at}.txt`, "text")))).join("\n").split("\n");
    return words.filter((word) => word.indexOf(text) > 0).slice(0, 4 * MOST_WORDS);
  };

  /** One word of a question: the ways it may stand in a text, and the pages that seem to hold it. */
  const term = async (text) => {
    const folded = fold(text).text;
    const ways = [{ fold, text: folded }];
    const kana = /[ァ-ヺ]/.test(text.normalize("NFKC")) ? text : /^[ぁ-ゖー]+$/.test(folded) ? inKatakana(folded) : "";
    const sound = kana && spell(kana).text;
    if (sound && [...sound].length > 1 && sound !== folded) ways.push({ fold: spell, text: sound });
    const [pages, ...more] = await Promise.all(ways.map((way) => holding(way.text)));
    for (const other of more) add(pages, other, SOUND);
    const parts = tokens(folded);
    if (parts.length === 1 && isWord(folded) && folded.length > 2 && pages.size < 10) {
      for (const word of await inside(folded)) add(pages, await beginning(word), INSIDE);
      if (!pages.size) {
        ways.length = 0;
        for (const word of await meant(folded.slice(0, 12))) {
          add(pages, await beginning(word), TYPO);
          ways.push({ fold, text: word, whole: true });
        }
      }
    }
    return { ways, pages };
  };

  /** What a page holds: [address, title, summary, text, headings, tags]. */
  const texts = async (page) => {
    const chunk = chunks.findIndex(({ to }) => page < to);
    const [address, title, summary, text, headings, tags] = (await piece(`t${chunk}.json`, "json"))[page - chunks[chunk].from];
    return { page, address, title, summary: summary ?? "", text, headings, tags };
  };

  /**
   * Asks. `keep(group)` says which groups are wanted. Gives the terms, all pages that seem to fit by worth, and `next(count)`, which
   * gives the next results that fit indeed, with their texts.
   */
  const ask = async (question, keep = () => true) => {
    const words = question.split(/[\s\u3000、。，．,]+/u).filter((word) => tokens(fold(word).text).length);
    let terms = await Promise.all(words.map(term));
    let pages = together(terms.map(({ pages }) => new Map(pages)), (a, b) => a + b);
    let loose = false, all, kept, at, missed;
    const sort = () => {
      all = [...pages].map(([page, worth]) => ({ page, worth, group: groupOf(page) }));
      kept = all.filter(({ group }) => keep(group)).sort((a, b) => b.worth - a.worth || a.page - b.page);
      at = missed = 0;
    };
    /** Nothing has all of it: what has most of its kanji and katakana words is better than nothing. */
    const loosen = async () => {
      loose = true;
      const pieces = words.flatMap((word) => word.match(/[\p{Script=Han}々]{2,}|[ァ-ヺーｦ-ﾟ]{2,}|[a-z0-9ａ-ｚＡ-Ｚ０-９]{3,}/giu) ?? [word]);
      if (pieces.length < 2 && words.length < 2) return false;
      terms = await Promise.all([...new Set(pieces)].map(term));
      pages = new Map();
      for (const one of terms) for (const [page, value] of one.pages) pages.set(page, (pages.get(page) ?? 0) + 10 + value);
      sort();
      return true;
    };
    sort();
    if (!pages.size && words.length) await loosen();
    const next = async (count) => {
      const results = [];
      for (const end = at + count + MOST_READ; results.length < count && at < Math.min(end, kept.length);) {
        const some = kept.slice(at, at += count - results.length);
        const read = await Promise.all(some.map(async ({ page, worth, group }) => ({ ...await texts(page), group, worth })));
        const fit = read.map((result) => judge(result, terms, loose)).filter(Boolean);
        missed += read.length - fit.length;
        results.push(...fit);
      }
      if (at && at === missed && !loose && await loosen()) return next(count);
      return results.sort((a, b) => b.worth - a.worth || a.page - b.page);
    };
    return { next, get all() { return all; }, get kept() { return kept; }, more: () => at < kept.length, count: () => kept.length - missed };
  };

  // A small index is here before anybody has finished a word.
  if (head.keys.length <= SMALL) head.keys.forEach((_, at) => piece(`k${at}.bin`, "bytes").catch(() => {}));
  return { head, groups, ask };
};
