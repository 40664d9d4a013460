// Where a call stands now, as hooks/desk/status.py works it out, in the schedule's time zone.
// Days and minutes are ISO texts, which sort as they follow one another.
export const ORDER = [
  "closing_soon", "open", "upcoming", "no_date", "suspended", "exhausted", "closed", "cancelled",
];
// What nobody can apply to any more, or for the time being.
export const OVER = new Set(["closed", "cancelled", "exhausted", "suspended"]);

const forms = new Map();
let latest = {};

/**
 * The minute it is in a time zone: 2026-03-17T11:59. Swedish writes it as ISO does. A page asks for
 * the same again and again, and writing dates is slow.
 */
export function localNow(zone, date = new Date()) {
  if (latest.zone === zone && latest.date === Number(date)) return latest.text;
  if (!forms.has(zone)) {
    const form = { timeZone: zone, dateStyle: "short", timeStyle: "short" };
    forms.set(zone, new Intl.DateTimeFormat("sv", form));
  }
  latest = { zone, date: Number(date), text: forms.get(zone).format(date).replace(" ", "T") };
  return latest.text;
}

/**
 * The minute it is by the desk's clock, of which the build wrote down the changes. What a browser
 * first formats with Intl costs a phone 70 ms, which first results need not wait for.
 */
export function clockNow(changes, date = new Date()) {
  const minute = date.toISOString().slice(0, 16);
  const [, ahead] = changes.findLast(([from]) => from <= minute) ?? changes[0];
  return new Date(Number(date) + ahead * 6e4).toISOString().slice(0, 16);
}

const dayOf = (moment) => moment.slice(0, 10);
export const daysBetween = (from, to) => (Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / 864e5;

const hasEnded = (closes, now) => (closes.length > 10 ? now >= closes : dayOf(now) > closes);

function ofPeriod({ opens, closes, exact }, now, soon) {
  if (closes && hasEnded(closes, now)) return "closed";
  if (opens && now < opens) return "upcoming";
  if (!closes) return "no_date";
  return exact && daysBetween(now, closes) <= soon ? "closing_soon" : "open";
}

function stateOf(period, now, soon) {
  const { opens, closes, announced, closed, standing } = period;
  if (closed) return "closed";
  if (standing && !closes) return opens && now < opens ? "upcoming" : "open";
  if (!closes && announced && announced < dayOf(now)) return "closed";
  if (!opens && !closes) return undefined;
  return ofPeriod(period, now, soon);
}

export function statusOf({ state, periods = [] }, now, soon) {
  if (state) return state;
  const states = periods.map((period) => stateOf(period, now, soon));
  return ORDER.find((name) => states.includes(name)) ?? "no_date";
}

/** Until when one may apply: the first end to come of what is open; undefined where none is known. */
export function deadlineOf(timetable, now, soon) {
  if (!["open", "closing_soon"].includes(statusOf(timetable, now, soon))) return undefined;
  return timetable.periods
    .filter(({ closes }) => closes && !hasEnded(closes, now))
    .filter((period) => ofPeriod(period, now, soon) !== "upcoming")
    .sort((a, b) => (a.closes < b.closes ? -1 : 1))[0];
}

/** Gives a badge the status of this minute: the page may be of last week. */
export function status(badge, now = new Date()) {
  const { timetable, soon, zone, words } = JSON.parse(badge.dataset.deskStatus);
  const found = statusOf(timetable, localNow(zone, now), soon);
  badge.className = `desk-status desk-status--${found}`;
  badge.textContent = words[found];
}
