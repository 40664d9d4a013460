// Counts the days until a deadline again, from the reader's own day in the desk's time zone.
import { daysBetween, localNow } from "./status.js";

// Making it takes much longer than using it, and a list has hundreds of deadlines.
let words;

export function deadline(element, now = new Date()) {
  const left = daysBetween(localNow(element.dataset.zone, now), element.dataset.deskLeft);
  words ??= new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  element.textContent = left < 0 ? "" : words.format(left, "day");
}
