// Words as the index has them: without accents, ligatures, capitals. hooks/desk/search/forms.py folds
// names in the same way.
const LETTERS = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d" };

export const fold = (text) =>
  text
    .toLowerCase()
    .replace(/[œæßøłđ]/g, (letter) => LETTERS[letter])
    .normalize("NFKD")
    .replace(/\p{M}/gu, "");

export const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

// Three signs that every way to type a name has in common, as the list of pages has them.
export function markOf(joined) {
  let value = 2166136261;
  for (const byte of new TextEncoder().encode(joined)) value = Math.imul(value ^ byte, 16777619) >>> 0;
  return (((value ^ (value >>> 16)) >>> 0) % 46656).toString(36).padStart(3, "0");
}

// What is asked, as terms: an elided word goes (l’appel), signs inside a name do not part it
// (SN@SU, i-Nov), and each term keeps how it was typed, which is said to the reader.
export function termsOf(query, { elided, ignored }) {
  const terms = [];
  for (const chunk of query.split(/[\s,;:!?"«»“”()[\]/…|]+/u)) {
    const typed = chunk.replace(/^[^\p{L}\p{N}@]+|[^\p{L}\p{N}]+$/gu, "");
    const [, before, rest] = fold(typed).match(/^([\p{L}]+)['’](.+)$/u) ?? [];
    const whole = before && elided.has(before) ? rest : fold(typed);
    const kept = before && elided.has(before) ? typed.slice(before.length + 1) : typed;
    const parts = whole.replaceAll(/(?<=[\p{L}])@(?=[\p{L}])/gu, "a").match(/[\p{L}\p{N}]+/gu) ?? [];
    const joined = parts.join("");
    const tells =
      /^\p{Lu}{2,}$/u.test(kept) || (!ignored.has(joined) && !parts.every((part) => ignored.has(part)) && joined.length > (kept === typed ? 1 : 2));
    if (joined) terms.push({ typed: kept, parts, joined, tells });
  }
  const telling = terms.filter((term) => term.tells);
  return telling.length ? telling : terms;
}

// How many letters are wrong, missing, too many or in each other's place; `most` + 1 when more.
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    let least = row;
    for (let at = 1; at <= other.length; at += 1) {
      const same = one[row - 1] === other[at - 1];
      let cost = Math.min(above[at] + 1, line[at - 1] + 1, above[at - 1] + (same ? 0 : 1));
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) {
        cost = Math.min(cost, before[at - 2] + 1);
      }
      line.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    [before, above] = [above, line];
  }
  return above[other.length];
}

// How many mistakes a word of so many letters may have.
export const mistakes = (word) => (word.length < 3 ? 0 : word.length < 6 ? 1 : 2);
