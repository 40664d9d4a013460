// Shows what was found: the best first, then by kind, with what was understood said above.
import { make } from "./dom.js";
import { excerpt, sections } from "./excerpt.js";

const BEST = 3;

export class View {
  // `ask(query, options)` asks again; `level` is that of the headings.
  constructor({ root, ask, level, paging }) {
    this.ask = ask;
    this.level = level;
    this.paging = paging;
    this.said = make("p", { class: "desk-search__said", role: "status" });
    this.notes = make("div", { class: "desk-search__notes" });
    this.filters = make("div", { class: "desk-search__filters", role: "group" });
    this.list = make("div", { class: "desk-search__results" });
    root.replaceChildren(this.said, this.notes, this.filters, this.list);
  }

  say(text) {
    if (this.said.textContent !== text) this.said.textContent = text;
  }

  clear(hint) {
    this.say("");
    for (const part of [this.notes, this.filters, this.list]) part.replaceChildren();
    if (hint) this.list.append(make("p", { class: "desk-search__hint" }, hint));
  }

  // `answer` is the engine's, with the group that was asked for, and where all of it is shown.
  show(answer, { say, statuses, group, everything }) {
    this.answer = answer;
    const { query, said, total, results } = answer;
    this.say(total ? say("found", { count: total, query: said }) : say("none", { query }));
    this.notes.replaceChildren(...this.understood(answer, say, group));
    this.filters.replaceChildren(...this.kinds(answer, say, group));
    this.filters.setAttribute("aria-label", say("filter"));
    const best = group ? results : results.slice(0, BEST);
    const rest = group ? [] : results.slice(BEST);
    const labels = answer.counts.map(({ label }) => label);
    const parts = [this.part(group ? null : say("best"), best, { say, statuses, labels: group ? null : labels })];
    for (const kind of new Set(rest.map((one) => one.group))) {
      parts.push(this.part(labels[kind], rest.filter((one) => one.group === kind), { say, statuses }));
    }
    if (results.length < total) parts.push(this.further(total, say, everything));
    this.list.replaceChildren(...parts.filter(Boolean));
  }

  understood(answer, say, group) {
    const { query, corrected, left, offers, near, total } = answer;
    const notes = [];
    if (corrected.length) {
      const typed = corrected.map((term) => term.typed).join(" ");
      const instead = corrected.map((term) => term.corrected).join(" ");
      notes.push(
        make("p", {}, say("corrected", { typed, corrected: instead }), " ",
          this.button(say("insist", { typed }), () => this.ask(query, { exact: true, group })),
        ),
      );
    }
    if (left.length && total) {
      notes.push(make("p", {}, say("left", { words: left.map((term) => `“${term.typed}”`).join(", ") })));
    }
    if (!total) {
      notes.push(make("p", {}, say("help")));
      if (near.length) {
        notes.push(make("p", {}, say("spelling"), " ", ...near.flatMap((word) => [this.button(word, () => this.ask(word)), " "])));
      }
    }
    for (const { language, name, href } of offers) {
      notes.push(make("p", {}, `${say("other", { query })} `, make("a", { href, hreflang: language, lang: language }, name)));
    }
    return notes;
  }

  button(label, press, attributes = {}) {
    return make("button", { type: "button", class: "desk-search__button", onclick: press, ...attributes }, label);
  }

  kinds({ query, counts }, say, group) {
    const all = counts.reduce((sum, one) => sum + one.count, 0);
    const found = counts.filter((one) => one.count || one.id === group);
    if (found.length < 2 && !group) return [];
    return [{ id: "", label: say("all"), count: all }, ...found].map(({ id, label, count }) =>
      this.button(`${label} (${count})`, () => this.ask(query, { group: id, pressed: true }), {
        "aria-pressed": String(id === (group ?? "")),
        "data-group": id,
      }),
    );
  }

  part(title, hits, { say, statuses, labels }) {
    if (!hits.length) return null;
    const list = make("ol", { class: "desk-hits" }, ...hits.map((hit) => this.hit(hit, { say, statuses, labels })));
    return make("section", {}, title && make(`h${this.level}`, { class: "desk-search__kind" }, title), list);
  }

  hit(hit, { say, statuses, labels }) {
    const { content, anchors } = hit.data;
    const parts = sections(hit.onPage ? [] : anchors, hit.words);
    const text = excerpt(content, hit.words).map(([piece, marked]) => (marked ? make("mark", {}, piece.trimEnd()) : piece));
    // What follows a marked word kept its space.
    const spaced = text.flatMap((piece, index) => (piece instanceof Node && index < text.length - 1 ? [piece, " "] : [piece]));
    return make("li", { class: "desk-hit" },
      make("p", { class: "desk-hit__title" },
        make("a", { href: hit.url, class: "desk-hit__link" }, hit.title),
        hit.status ? make("span", { class: `desk-status desk-status--${hit.status}` }, statuses[hit.status]) : null,
      ),
      labels ? make("p", { class: "desk-hit__kind" }, labels[hit.group]) : null,
      make("p", { class: "desk-hit__text" }, ...spaced),
      parts.length
        ? make("p", { class: "desk-hit__parts" }, `${say("parts")} `, ...parts.flatMap(({ id, text: name }, index) => [
            index ? " · " : "",
            make("a", { href: `${hit.url}#${id}` }, name),
          ]))
        : null,
      hit.missing.length ? make("p", { class: "desk-hit__missing" }, say("missing", { words: hit.missing.map((term) => term.corrected ?? term.typed).join(", ") })) : null,
    );
  }

  further(total, say, everything) {
    return make("p", { class: "desk-search__further" },
      this.paging
        ? this.button(say("more"), () => this.ask(this.answer.query, { further: true }))
        : make("a", { href: everything }, say("every", { count: total })),
    );
  }

  // Arrows go from the field to the results and back.
  move(event, field) {
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || event.altKey || event.ctrlKey) return;
    const links = [...this.list.querySelectorAll(".desk-hit__link")];
    const at = links.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== field) return;
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    if (next < -1 || next >= links.length || !links.length) return;
    event.preventDefault();
    (links[next] ?? field).focus();
  }
}
