// Draws a scheme among the results.
import { hasPlan } from "./finder-engine.js";
import { daysBetween } from "./status.js";

export const part = (root, name) => root.querySelector(`[data-desk-${name}]`);

/** Fills a copy of the card with a scheme; what is unknown of it is left out. */
export function card(context, template, index, verdict, { summary, compared = [] } = {}) {
  const { data, made, words, say, base } = context;
  const item = template.content.firstElementChild.cloneNode(true);
  const { status, closes } = made.stands[index];
  item.dataset.index = index;
  part(item, "kind").textContent = made.kinds.at(index);
  const badge = part(item, "state");
  badge.textContent = words.status[status];
  badge.classList.add(`desk-status--${status}`);
  const link = part(item, "title");
  link.textContent = data.titles[index];
  link.href = base + addressOf(data, index);
  show(part(item, "award"), made.awards.at(index)[0]);
  show(part(item, "closes"), closes && deadline(context, index));
  show(part(item, "operator"), operators(made, index));
  const pick = part(item, "pick");
  if (pick) {
    pick.value = data.ids[index];
    pick.checked = compared.includes(pick.value);
    pick.disabled = !pick.checked && compared.length >= 4;
    pick.setAttribute("aria-label", say("compare_one", 1, { title: data.titles[index] }));
  }
  const why = part(item, "trace");
  if (why) {
    why.hidden = !verdict || !hasPlan(made, index);
    if (verdict) {
      const word = part(why, "verdict");
      word.textContent = said(context, verdict);
      word.dataset.result = ["met", "unknown", "not_met"][verdict.value];
    }
  }
  brief(item, summary);
  return item;
}

export function brief(item, summary = "") {
  part(item, "summary").textContent = summary;
}

function show(element, text) {
  element.hidden = !text;
  element.textContent = text ?? "";
}

export const operators = (made, index) => made.columns.get("operator")?.labels(index).join(", ") ?? "";

/** The end of a scheme's address: its id, unless it has another. */
export const addressOf = (data, index) => data.slugs[index] || `${data.ids[index]}/`;

/** Until when, with the hour where there is one, and how long that is from now. */
export function deadline({ data, made, words, plural }, index) {
  const { closes, within } = made.stands[index];
  // The last day of a quarter is not a day that anyone gave.
  if (within) return words.date.closes.replace("{day}", data.days[within]);
  const days = daysBetween(made.now, closes);
  const { today, tomorrow, after_tomorrow, in: later } = words.date;
  const left = [today, tomorrow, after_tomorrow][days] ?? later[plural.select(days)] ?? later.other;
  return words.closes.replace("{day}", data.days[closes]).replace("{left}", left.replace("{count}", days));
}

export function said({ words, say }, { group, value, decisive }) {
  if (value === 0) return words.verdict_fits;
  if (value === 2) return say("verdict_not_met", decisive);
  return group === "over" && !decisive ? words.verdict_unknown : decisive ? say("verdict_to_check", decisive) : words.verdict_unknown;
}
