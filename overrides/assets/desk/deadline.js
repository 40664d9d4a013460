// Counts the days until a deadline again, from the reader's own day in the desk's time zone.
// Swedish writes a day as ISO does.
const day = (date, zone) =>
  Date.parse(new Intl.DateTimeFormat("sv", { timeZone: zone }).format(date)) / 864e5;

export function deadline(element, now = new Date()) {
  const left = Date.parse(element.dataset.deskLeft) / 864e5 - day(now, element.dataset.zone);
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  element.textContent = left < 0 ? "" : words.format(left, "day");
}
