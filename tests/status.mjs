// Works out what it is given on standard input as the browser does: a list of
// [timetable, moment, clock]; gives the list of [status, deadline]. A clock is a time zone, or the
// list of its changes.
import { readFileSync } from "node:fs";
import { clockNow, deadlineOf, localNow, statusOf } from "../overrides/assets/desk/status.js";

const { cases, soon } = JSON.parse(readFileSync(0, "utf-8"));
const results = cases.map(([timetable, moment, clock]) => {
  const now = (typeof clock === "string" ? localNow : clockNow)(clock, new Date(moment));
  return [statusOf(timetable, now, soon), deadlineOf(timetable, now, soon)?.closes ?? null];
});
process.stdout.write(JSON.stringify(results));
