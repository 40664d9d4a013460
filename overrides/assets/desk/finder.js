// The funding finder: the address holds its whole state. Facets and words are in the query; answers
// are in the fragment, which no server ever sees. Unknown keys are ignored.
import { answersOf, fill, toFragment } from "./answers.js";
import * as engine from "./finder-engine.js";
import { addressOf, brief, card } from "./finder-card.js";

const STEP = 20;
// Summaries that come after their cards push down what is below. With more schemes than these, the
// first results do not wait for those that the page's own list does not have.
const FEW = 1000;
const PAUSE = 100; // milliseconds
const KEPT = "desk-answers";
// Storage may be forbidden: then nothing is kept.
const stored = {
  get() {
    try {
      return localStorage.getItem(KEPT);
    } catch {
      return null;
    }
  },
  set(fragment) {
    try {
      if (fragment === null) localStorage.removeItem(KEPT);
      else localStorage.setItem(KEPT, fragment);
    } catch {
      // The answers hold for this page.
    }
  },
};
const SORTS = ["status", "deadline", "amount", "relevance", "fit"];

export async function finder(root) {
  // The parts stay, and to look for one goes through the whole page.
  const parts = new Map();
  const find = (name) => {
    if (!parts.has(name)) parts.set(name, root.querySelector(`[data-desk-${name}]`));
    return parts.get(name);
  };
  const words = JSON.parse(find("words").textContent);
  const data = await (await fetch(root.dataset.src)).json();
  const made = engine.prepare(data);
  const template = find("card");
  const language = document.documentElement.lang;
  const plural = new Intl.PluralRules(language);
  // The first number that a browser formats takes a phone 70 ms: the first results do without.
  let figures;
  const number = (count) => (figures ??= new Intl.NumberFormat(language)).format(count);
  const say = (key, count, values = {}) => {
    const phrase = typeof words[key] === "string" ? words[key] : words[key][plural.select(count)] ?? words[key].other;
    return phrase.replace(/\{(\w+)\}/g, (_place, name) => (name === "count" ? number(count) : values[name]));
  };
  const context = { data, made, words, say, language, plural, base: root.dataset.base };
  const form = find("form");
  const list = document.createElement("ol");
  list.className = "desk-list";
  const state = { text: "", chosen: new Map(), sort: "", shown: STEP, compare: [] };
  const boxes = [...form.querySelectorAll("input[data-facet]")];
  const counters = boxes.map((box) => ({ box, label: box.closest("label"), said: box.nextElementSibling.lastElementChild }));
  const groups = [...form.querySelectorAll("details[data-facet-group]")].map((group) => ({
    name: group.dataset.facetGroup,
    group,
    said: group.querySelector("[data-desk-number]"),
    choices: counters.filter(({ box }) => box.dataset.facet === group.dataset.facetGroup),
  }));
  const whole = find("said").textContent;
  const search = form.elements.q;
  const asked = [...form.querySelectorAll("[data-desk-question]")];
  let answers = {}, verdicts, results = [], texts, rows;

  // -- The texts, which words, copies and what is not in the page's own list need -----------------

  const listed = new Map([...root.querySelectorAll(".desk-card")].map((one) => [
    one.querySelector("a").getAttribute("href"), one.querySelector(".desk-card__text")?.textContent ?? ""]));
  const summaryOf = (index) => texts?.summaries[index] ?? listed.get(root.dataset.base + addressOf(data, index));

  const reading = {};
  const why = () => (reading.why ??= import("./finder-reasons.js").then(({ reasonsFrom, trace }) => (
    { reasonsFor: reasonsFrom(root.dataset.reasons, data), trace })));
  const exports = () => import("./finder-export.js");
  const wanted = () =>
    (reading.texts ??= fetch(root.dataset.texts).then((reply) => reply.json()).then((found) => (texts = found)));
  const indexed = () =>
    (reading.rows ??= wanted().then(() => engine.readable(made, texts)).then((found) => (rows = found)));

  // -- The address ---------------------------------------------------------------------------------

  const unwritten = [];

  function fromAddress() {
    const query = new URLSearchParams(location.search);
    state.text = query.get("q") ?? "";
    search.value = state.text;
    state.sort = SORTS.includes(query.get("sort")) ? query.get("sort") : "";
    state.chosen = new Map();
    for (const [name, values] of made.facets) {
      const known = query.getAll(name).flatMap((text) => text.split(".")).filter((id) => values.has(id));
      if (known.length) state.chosen.set(name, new Set(known));
    }
    for (const box of boxes) box.checked = state.chosen.get(box.dataset.facet)?.has(box.value) ?? false;
    // An address that names a place of the page says nothing of the answers; one without any, that
    // there are none.
    if (location.hash.includes("=") || !location.hash || !Object.keys(answers).length) fill(form);
    answers = answersOf(form);
    verdicts = engine.judge(made, answers);
    state.shown = STEP;
    return state.text && !rows ? indexed().then(update) : update();
  }

  function toAddress(push) {
    const query = new URLSearchParams();
    if (state.text) query.set("q", state.text);
    for (const [name, chosen] of state.chosen) if (chosen.size) query.set(name, [...chosen].join("."));
    if (state.sort) query.set("sort", state.sort);
    const blank = Object.fromEntries(asked.map((group) => [group.dataset.deskQuestion]));
    const fragment = toFragment({ ...blank, ...answers });
    const written = query.toString().replaceAll("%2E", ".");
    const address = location.pathname + (written && `?${written}`) + (fragment && `#${fragment}`);
    unwritten.push([push ? "pushState" : "replaceState", address]);
    // To write it takes the browser as long as all the rest: the results are on the screen first.
    requestAnimationFrame(() => setTimeout(() => {
      for (const [write, its] of unwritten.splice(0)) history[write](null, "", its);
    }));
  }

  // -- Drawing -------------------------------------------------------------------------------------

  // What needs words or answers cannot order without them.
  function sorting(found) {
    const possible = state.sort === "relevance" ? found : state.sort === "fit" ? verdicts : state.sort;
    return possible ? state.sort : found ? "relevance" : verdicts ? "fit" : "status";
  }

  function update() {
    const found = engine.search(made, rows, state.text);
    const { left, countsOf, total } = engine.narrow(made, state.chosen, found);
    const sort = sorting(found);
    results = engine.arrange(made, left, sort, { verdicts, found });
    for (const { name, group, said } of groups) {
      const its = state.chosen.get(name)?.size;
      write(said, its ? ` (${its})` : "");
      if (group.open) tell(name, countsOf(name));
    }
    form.elements.sort.value = sort;
    form.elements.sort.querySelector("[value=relevance]").disabled = !found;
    form.elements.sort.querySelector("[value=fit]").disabled = !verdicts;
    find("reset").hidden = !state.text && !state.sort && ![...state.chosen.values()].some(({ size }) => size);
    find("empty").hidden = total > 0;
    find("elsewhere").hidden = !state.text;
    if (state.text) for (const link of find("elsewhere").children) link.search = new URLSearchParams({ q: state.text });
    // Written even where it says the same: so it is announced.
    find("said").textContent = total === data.ids.length ? whole : say("results", total);
    draw(sort);
    profile();
    afterwards(() => {
      for (const { name, group } of groups) if (!group.open) tell(name, countsOf(name));
      ask(left);
    });
  }

  /** Writes how many schemes each choice of a facet would leave. */
  function tell(facet, counts) {
    for (const { box, label, said } of groups.find(({ name }) => name === facet).choices) {
      const its = counts.get(box.value);
      write(said, number(its));
      label.classList.toggle("desk-choice--none", its === 0 && !box.checked);
    }
  }

  // What is written already needs no layout.
  function write(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  // What is folded away, and which question tells most, follow once the visitor stops for a moment.
  let planned;
  function afterwards(work) {
    clearTimeout(planned);
    planned = setTimeout(work, PAUSE);
  }

  function draw(sort) {
    const parts = document.createDocumentFragment();
    let group;
    for (const index of results.slice(0, state.shown)) {
      const its = verdicts?.[index].group;
      if (sort === "fit" && its !== group) {
        group = its;
        const size = results.filter((one) => verdicts[one].group === its).length;
        const head = document.createElement("li");
        head.className = "desk-finder__group";
        const title = document.createElement("h2");
        title.textContent = `${words[`group_${its}`]} (${number(size)})`;
        head.append(title);
        parts.append(head);
      }
      parts.append(card(context, template, index, verdicts?.[index], { summary: summaryOf(index), compared: state.compare }));
    }
    list.replaceChildren(parts);
    find("more").hidden = results.length <= state.shown;
    if (results.slice(0, state.shown).some((index) => summaryOf(index) === undefined)) {
      wanted().then(() => list.querySelectorAll("[data-index]").forEach((one) => brief(one, summaryOf(one.dataset.index))));
    }
  }

  // -- Answers -------------------------------------------------------------------------------------

  const slot = find("next");
  const rest = find("questions");
  let waiting = [];
  // Where there is room beside the results, the questions stand open: nothing is below them. They
  // open when the first one is in its place.
  let folded = matchMedia("(width >= 62em)").matches;

  /** Offers the question that tells most, unless the visitor is at one. */
  function ask(left) {
    waiting = engine.questions(made, left, answers).filter(({ fact }) => group(fact));
    if (!slot.querySelector("[data-desk-question]") || !slot.contains(document.activeElement)) turn();
    find("turn").hidden = waiting.filter(({ fact }) => group(fact) !== current()).length === 0;
    if (folded) find("profile").open = true;
    folded = false;
    root.dataset.deskFinder = "ready";
  }

  const group = (fact) => asked.find((one) => one.dataset.deskQuestion === fact);
  const current = () => slot.querySelector("[data-desk-question]");

  function turn(moving = false) {
    const old = current();
    // A question that the visitor is at, among all of them, stays where it is.
    const next = waiting.map(({ fact }) => group(fact)).find((one) =>
      !(moving && one === old) && !one.contains(document.activeElement));
    if (old && old !== next) putBack(old);
    if (next && next !== old) slot.append(next);
    const its = waiting.find(({ fact }) => fact === next?.dataset.deskQuestion);
    find("why").textContent = its ? say("next_why", its.schemes) : words.next_none;
    return next;
  }

  // Each question has its place among all of them; there it goes back to.
  function putBack(question) {
    const after = asked.slice(asked.indexOf(question) + 1).find((one) => one.parentElement === rest);
    rest.insertBefore(question, after ?? null);
  }

  function profile() {
    const given = Object.keys(answers).length;
    write(find("answered"), given ? say("answered", given) : words.unanswered);
    find("clear").hidden = given === 0;
    find("keep").hidden = given === 0 && !stored.get();
  }

  /** Leads to a question, wherever it stands, and opens what folds it away. */
  function goTo(fact) {
    const question = group(fact);
    if (!question) return;
    for (let at = question.parentElement; at && at !== root; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    const field = question.querySelector("input, select");
    field.focus();
    question.scrollIntoView({ block: "center" });
  }

  // -- What the visitor does -----------------------------------------------------------------------

  form.addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("focus", indexed, { once: true });
  search.addEventListener("input", () => {
    state.text = search.value.trim();
    state.shown = STEP;
    // Typing replaces the address, so that "back" does not go through every letter.
    toAddress(false);
    if (rows) update();
    else indexed().then(update);
  });
  form.addEventListener("change", ({ target }) => {
    if (target.dataset.facet) {
      const chosen = state.chosen.get(target.dataset.facet) ?? new Set();
      if (target.checked) chosen.add(target.value);
      else chosen.delete(target.value);
      state.chosen.set(target.dataset.facet, chosen);
    } else if (target.name === "sort") {
      state.sort = target.value;
    } else if (target.closest("[data-desk-question]")) {
      answers = answersOf(form);
      verdicts = engine.judge(made, answers);
      if (stored.get() !== null) stored.set(toFragment(answers, ""));
    } else {
      return;
    }
    state.shown = STEP;
    toAddress(true);
    update();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    state.text = search.value = "";
    state.chosen = new Map();
    state.sort = "";
    for (const box of boxes) box.checked = false;
    toAddress(true);
    update();
  });
  find("clear").addEventListener("click", () => {
    answers = {};
    verdicts = undefined;
    fill(form, "");
    stored.set(null);
    find("kept").checked = false;
    toAddress(true);
    update();
    find("answered").focus();
  });
  find("turn").addEventListener("click", () => {
    const next = turn(true);
    find("turn").hidden = waiting.filter(({ fact }) => group(fact) !== next).length === 0;
    next?.querySelector("input, select").focus();
  });
  find("more").addEventListener("click", () => {
    const from = state.shown;
    state.shown += STEP;
    draw(sorting(engine.search(made, rows, state.text)));
    list.querySelectorAll("[data-index]")[from]?.querySelector("a").focus();
  });
  find("kept").checked = stored.get() !== null;
  find("kept").addEventListener("change", ({ target }) => stored.set(target.checked ? toFragment(answers, "") : null));
  list.addEventListener("toggle", async ({ target }) => {
    if (!target.open || !target.matches("[data-desk-trace]")) return;
    const index = Number(target.closest("[data-index]").dataset.index);
    const { reasonsFor, trace } = await why();
    trace(context, target, await reasonsFor(index), answers, group);
  }, true);
  list.addEventListener("click", ({ target }) => {
    if (target.dataset.deskAsk) goTo(target.dataset.deskAsk);
  });
  list.addEventListener("change", ({ target }) => {
    if (!target.matches("[data-desk-pick]")) return;
    state.compare = state.compare.filter((id) => id !== target.value);
    if (target.checked) state.compare.push(target.value);
    tray();
  });

  function tray() {
    const picked = state.compare.length;
    const link = find("side-by-side");
    find("tray").hidden = picked === 0;
    find("picked").textContent = say("picked", picked);
    link.hidden = picked < 2;
    link.href = `${root.dataset.compare}?${new URLSearchParams(state.compare.map((id) => ["c", id]))}`;
    for (const box of list.querySelectorAll("[data-desk-pick]")) box.disabled = !box.checked && picked >= 4;
  }

  find("csv").addEventListener("click", async () => {
    const [{ csv, download }] = await Promise.all([exports(), wanted()]);
    download(csv(context, results, verdicts, texts), root.dataset.file, "text/csv");
  });
  find("copy").addEventListener("click", async () => {
    const { plainText } = await exports();
    await navigator.clipboard.writeText(plainText(context, results, verdicts));
    find("copied").textContent = words.copied;
  });
  addEventListener("popstate", () => {
    // It was meant for the address that the visitor has left.
    unwritten.length = 0;
    return fromAddress();
  });
  addEventListener("hashchange", fromAddress);

  // Answers that the visitor asked to keep are there again, unless the address has its own.
  if (!location.hash.includes("=") && stored.get()) history.replaceState(null, "", `#${stored.get()}`);
  if (data.ids.length > listed.size && data.ids.length <= FEW) await wanted();
  form.hidden = false;
  find("results").replaceChildren(list);
  for (const one of root.querySelectorAll("[data-desk-scripted]")) one.hidden = false;
  await fromAddress();
  root.dataset.deskFinder = "shown";
  delete document.documentElement.dataset.waiting;
}
