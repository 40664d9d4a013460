// Writes why a scheme fits or does not. The words of conditions are in parts, each fetched once.
import { part } from "./finder-card.js";
import { planOf } from "./finder-engine.js";
import { evaluate, leaves } from "./rules.js";
import { OVER } from "./status.js";

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
    notes.append(make("li", "", say("prepare", days, { day: written(start, language) })));
  } else if (days) {
    notes.append(make("li", "", say("prepare_days", days)));
  }
  const abroad = made.columns.get("foreign")?.labels(index)[0];
  if (abroad) notes.append(make("li", "", `${words.foreign} ${abroad}${told.foreign && ` – ${told.foreign}`}`));
  const body = part(root, "reasons");
  body.replaceChildren(list, ...(notes.children.length ? [notes] : []));
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

// As the pages write days: before the month, and the first in French as 1er.
function written(day, language) {
  const form = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" });
  return form.format(day).replace(/^1 /, language === "fr" ? "1er " : "1 ");
}
