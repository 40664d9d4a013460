// The part of a page that says most of what is asked, and the headings below which it is said.
const LENGTH = 28;

// Gives the pieces of the extract: [text, whether it is marked].
export function excerpt(content, places) {
  const words = content.split(/\s+/);
  const marked = new Set(places);
  const ordered = [...marked].sort((one, other) => one - other);
  let [start, most] = [0, 0];
  ordered.forEach((place, index) => {
    let inside = 0;
    while (ordered[index + inside] < place + LENGTH - 4) inside += 1;
    if (inside > most) [start, most] = [Math.max(0, place - 4), inside];
  });
  if (start < 8) start = 0;
  const end = Math.min(words.length, start + LENGTH);
  const pieces = start ? [["… ", false]] : [];
  for (let at = start; at < end; at += 1) {
    const last = pieces.at(-1);
    const text = words[at] + (at < end - 1 ? " " : "");
    if (last && last[1] === marked.has(at)) last[0] += text;
    else pieces.push([text, marked.has(at)]);
  }
  if (end < words.length) pieces.push([" …", false]);
  return pieces;
}

// Gives the headings below which most of it stands, at most two: { id, text }.
export function sections(anchors, places) {
  const headings = (anchors ?? []).filter((one) => one.id && one.text);
  const counted = headings.map((heading, index) => {
    const next = headings[index + 1]?.location ?? Infinity;
    const inside = places.filter((place) => place >= heading.location && place < next).length;
    return { id: heading.id, text: heading.text, inside };
  });
  return counted
    .filter((one) => one.inside)
    .sort((one, other) => other.inside - one.inside)
    .slice(0, 2);
}
