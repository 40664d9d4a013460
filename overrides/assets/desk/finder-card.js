// Draws a scheme among the results, and why it fits or does not.
import { hasPlan, planOf } from "./finder-engine.js";
import { evaluate, leaves } from "./rules.js";
import { daysBetween, OVER } from "./status.js";

const part = (root, name) => root.querySelector(`[data-desk-${name}]`);

/** Fills a copy of the card with a scheme; what is unknown of it is left out. */
export function card(context, template, index, verdict, { texts, compared = [] } = {}) {
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
  show(part(item, "closes"), closes && deadline(context, closes));
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
  if (texts) brief(item, texts);
  return item;
}

export function brief(item, texts) {
  part(item, "summary").textContent = texts.summaries[item.dataset.index];
}

function show(element, text) {
  element.hidden = !text;
  element.textContent = text ?? "";
}

export const operators = (made, index) => made.columns.get("operator")?.labels(index).join(", ") ?? "";

/** The end of a scheme's address: its id, unless it has another. */
export const addressOf = (data, index) => data.slugs[index] || `${data.ids[index]}/`;

/** Until when, with the hour where there is one, and how long that is from now. */
export function deadline({ made, words, language }, closes) {
  const moment = new Date(closes.length > 10 ? closes : `${closes}T12:00`);
  const { day: write, minute, left: tell } = formsOf(language);
  const day = (closes.length > 10 ? minute : write).format(moment).replace(/^1 /, language === "fr" ? "1er " : "1 ");
  const left = tell.format(daysBetween(made.now, closes), "day");
  return words.closes.replace("{day}", day).replace("{left}", left);
}

// Forms take much longer to make than to use.
const forms = new Map();

function formsOf(language) {
  if (!forms.has(language)) {
    forms.set(language, {
      day: new Intl.DateTimeFormat(locale(language), { dateStyle: "long" }),
      minute: new Intl.DateTimeFormat(locale(language), { dateStyle: "long", timeStyle: "short" }),
      left: new Intl.RelativeTimeFormat(language, { numeric: "auto" }),
    });
  }
  return forms.get(language);
}

// As the pages write dates: the day before the month.
const locale = (language) => (language === "en" ? "en-GB" : language);

export function said({ words, say }, { group, value, decisive }) {
  if (value === 0) return words.verdict_fits;
  if (value === 2) return say("verdict_not_met", decisive);
  return group === "over" && !decisive ? words.verdict_unknown : decisive ? say("verdict_to_check", decisive) : words.verdict_unknown;
}

/** Writes the reasons below a verdict: what is asked, the answer, the clause, what can be done. */
export function trace(context, root, reasons, answers, questionOf) {
  const { data, made, words, say, language } = context;
  const index = Number(root.closest("[data-index]").dataset.index);
  const told = reasonsOf(data, reasons, index);
  const plan = planOf(made, index);
  const facts = leaves(plan).map(({ fact }) => fact);
  const list = document.createElement("ul");
  list.className = "desk-trace";
  for (const { id, result } of evaluate(plan, answers, data.parents).trace) {
    const { label, if_false, fix, cite = [] } = told.criteria[id];
    const fact = facts[id];
    const line = make("li", "desk-trace__line");
    line.dataset.result = result;
    line.append(make("strong", "", words[`result_${result}`]), ` — ${label}`);
    const question = fact && questionOf?.(fact);
    if (question) {
      const answer = answerIn(question) ?? words.no_answer;
      const text = make("p", "desk-trace__answer", `${words.your_answer} ${answer} `);
      const change = make("button", "desk-trace__ask", answers[fact] === undefined ? words.answer_it : words.change_it);
      change.type = "button";
      change.dataset.deskAsk = fact;
      change.setAttribute("aria-label", `${change.textContent} – ${question.querySelector("legend").textContent}`);
      text.append(change);
      line.append(text);
    } else if (result === "unknown") {
      line.append(make("p", "desk-trace__answer", words.manual));
    }
    if (result === "not_met" && if_false) line.append(make("p", "", if_false));
    if (result !== "met" && fix) line.append(make("p", "", `${words.fix} ${fix}`));
    for (const { text, url, checked } of cite.map((place) => told.cited[place])) {
      const source = make("p", "desk-note");
      const link = make("a", "", text);
      link.href = url;
      source.append(`${words.source} `, link, checked ? ` (${checked})` : "");
      line.append(source);
    }
    list.append(line);
  }
  const notes = make("ul", "desk-trace__notes");
  const { closes, status } = made.stands[index];
  const days = made.leads.at(index);
  if (closes && days && !OVER.has(status)) {
    const start = new Date(`${closes.slice(0, 10)}T12:00Z`);
    start.setUTCDate(start.getUTCDate() - days);
    const day = new Intl.DateTimeFormat(locale(language), { dateStyle: "long", timeZone: "UTC" }).format(start);
    notes.append(make("li", "", say("prepare", days, { day })));
  } else if (days) {
    notes.append(make("li", "", say("prepare_days", days)));
  }
  const abroad = made.columns.get("foreign")?.labels(index)[0];
  if (abroad) notes.append(make("li", "", `${words.foreign} ${abroad}${told.foreign && ` – ${told.foreign}`}`));
  const body = part(root, "reasons");
  body.replaceChildren(list, ...(notes.children.length ? [notes] : []));
}

/** A scheme's words in the part of the reasons that it is in. */
export const reasonsOf = (data, reasons, index) => ({
  foreign: reasons.foreign[index % data.part],
  criteria: reasons.criteria[index % data.part],
  cited: reasons.cited,
});

/** Fetches the part of the reasons that a scheme is in, each once. */
export function reasonsFrom(address, data) {
  const parts = new Map();
  return (index) => {
    const part = Math.floor(index / data.part);
    if (!parts.has(part)) parts.set(part, fetch(`${address}${part}.json`).then((reply) => reply.json()));
    return parts.get(part);
  };
}

function answerIn(question) {
  const chosen = [...question.querySelectorAll("input:checked")].filter((field) => field.value);
  if (chosen.length) return chosen.map((field) => field.parentElement.textContent.trim()).join(", ");
  const field = question.querySelector("select, input[type=number]");
  if (!field?.value) return undefined;
  return field.tagName === "SELECT" ? field.selectedOptions[0].textContent : field.parentElement.textContent.trim().replace(/^/, `${field.value} `);
}

function make(name, className, text = "") {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(text);
  return element;
}
