// Brings the ways to write a word together, by the rules of src/index/search/fold.rs: tests/search/folding.tsv holds the two together.
// A folded text is { text, from, to }: each of its letters knows where the letters it came from begin and end.

const MARK = "ー";
const isKatakana = (letter) => letter >= "ァ" && letter <= "ヺ";
const isHiragana = (letter) => letter >= "ぁ" && letter <= "ゖ";
const UNIT = /[^][\u0300-\u036f\u3099\u309a\uff9e\uff9f]*/gu;

/** Width, letter case, accents; dashes in katakana words become long vowel marks. */
const normal = (text) => {
  const out = [];
  for (const { 0: unit, index } of text.matchAll(UNIT)) {
    const to = index + unit.length;
    for (let letter of unit.normalize("NFKC").toLowerCase()) {
      if (/[\u00c0-\u024f\u1e00-\u1eff]/.test(letter)) letter = letter.normalize("NFD");
      for (const part of letter.replace(/[\u0300-\u036f]/g, "")) {
        const last = out.at(-1)?.[0] ?? "";
        const dash = "-‐–—―−".includes(part) && (isKatakana(last) || last === MARK);
        out.push([dash ? MARK : "ヵヶゕゖ".includes(part) ? "か" : part, index, to]);
      }
    }
  }
  return out;
};

const HIRAGANA = (run) => {
  let end = run.length;
  if (end >= 4) while (run[end - 1][0] === MARK) end -= 1;
  return run.slice(0, end).map(([letter, from, to]) =>
    [letter >= "ァ" && letter <= "ヶ" ? String.fromCharCode(letter.charCodeAt(0) - 0x60) : letter, from, to]);
};

const LARGE = { ァ: "ア", ィ: "イ", ゥ: "ウ", ェ: "エ", ォ: "オ", ヂ: "ジ", ヅ: "ズ" };
const VU = { ァ: "バ", ィ: "ビ", ェ: "ベ", ォ: "ボ" };

const SPELLED = (run) => {
  const out = [];
  const rest = run.filter(([letter]) => letter !== MARK);
  for (let at = 0; at < rest.length; at += 1) {
    const [letter, from, to] = rest[at];
    if (letter === "ヴ") {
      const vowel = VU[rest[at + 1]?.[0]];
      if (vowel) at += 1;
      out.push([vowel ?? "ブ", from, rest[at][2]]);
      continue;
    }
    const large = LARGE[letter] ?? letter;
    if (large === "イ" && out.length && "エケゲセゼテデネヘベペレ".includes(out.at(-1)[0])) continue;
    out.push([large, from, to]);
  }
  return out;
};

const byRuns = (letters, katakana) => {
  const out = { text: "", from: [], to: [] };
  const put = (parts) => {
    for (const [letter, from, to] of parts) {
      out.text += letter;
      for (let unit = 0; unit < letter.length; unit += 1) {
        out.from.push(from);
        out.to.push(to);
      }
    }
  };
  for (let at = 0; at < letters.length;) {
    const first = letters[at][0];
    const same = isKatakana(first) ? isKatakana : isHiragana(first) ? isHiragana : null;
    let end = at + 1;
    while (same && end < letters.length && (same(letters[end][0]) || letters[end][0] === MARK)) end += 1;
    const run = letters.slice(at, end);
    put(same === isKatakana ? katakana(run) : same ? HIRAGANA(run) : run);
    at = end;
  }
  return out;
};

/** The text as it is compared. */
export const fold = (text) => byRuns(normal(text), HIRAGANA);

/** The text with its katakana words as they are pronounced. */
export const spell = (text) => byRuns(normal(text), SPELLED);

/** A question in hiragana may mean a katakana word. */
const inKatakana = (text) => text.replace(/[ぁ-ゖ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60));
