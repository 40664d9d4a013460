// Works out what it is given on standard input as the browser does: a list of
// [timetable, moment, time zone]; gives the list of [status, deadline].
import { readFileSync } from "node:fs";
import { deadlineOf, localNow, statusOf } from "../overrides/assets/desk/status.js";

const { cases, soon } = JSON.parse(readFileSync(0, "utf-8"));
const results = cases.map(([timetable, moment, zone]) => {
  const now = localNow(zone, new Date(moment));
  return [statusOf(timetable, now, soon), deadlineOf(timetable, now, soon)?.closes ?? null];
});
process.stdout.write(JSON.stringify(results));
