// Schemes side by side. The address names them: ?c=a&c=b; it can be sent and printed.
import { addressOf, deadline, operators } from "./finder-card.js";
import { prepare } from "./finder-engine.js";
import { reasonsFrom, reasonsOf } from "./finder-reasons.js";

export async function compareCalls(root) {
  const find = (name) => root.querySelector(`[data-desk-${name}]`);
  const words = JSON.parse(find("words").textContent);
  const [data, texts] = await Promise.all(
    [root.dataset.src, root.dataset.texts].map(async (address) => (await fetch(address)).json()));
  const language = document.documentElement.lang;
  const made = prepare(data);
  const plural = new Intl.PluralRules(language);
  const context = { data, made, words, plural };
  const reasonsFor = reasonsFrom(root.dataset.reasons, data);
  const form = find("form");
  const selects = [...form.elements.c];

  for (const select of selects) {
    select.append(...data.ids.map((id, index) => new Option(data.titles[index], id)));
  }

  const labels = (name, index) => made.columns.get(name)?.labels(index) ?? [];

  const cell = {
    kind: (index) => [made.kinds.at(index)],
    status: (index) => [words.status[made.stands[index].status]],
    deadline: (index) => (made.stands[index].closes ? [deadline(context, index)] : []),
    amount: (index) => [made.awards.at(index)[0]].filter(Boolean),
    operator: (index) => [operators(made, index)].filter(Boolean),
    summary: (index) => [texts.summaries[index]],
    foreign: (index, told) => [...labels("foreign", index), told.foreign].filter(Boolean),
    conditions: (index, told) => told.criteria.map(({ label }) => label),
    lead: (index) => {
      const days = made.leads.at(index);
      return days ? [(words.prepare_days[plural.select(days)] ?? words.prepare_days.other).replace("{count}", days)] : [];
    },
  };

  function element(name, lines) {
    const made = document.createElement(name);
    if (lines.length < 2) made.textContent = lines[0] ?? "—";
    else {
      const list = document.createElement("ul");
      list.append(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
      made.append(list);
    }
    return made;
  }

  const chosenNow = () => [...new Set(selects.map(({ value }) => value).filter(Boolean))];

  async function draw() {
    const chosen = chosenNow();
    const indexes = chosen.map((id) => data.ids.indexOf(id));
    const told = new Map(await Promise.all(
      indexes.map(async (index) => [index, reasonsOf(data, await reasonsFor(index), index)])));
    // Another choice may have been made while the reasons were on their way.
    if (chosenNow().join() !== chosen.join()) return;
    find("heads").replaceChildren(find("heads").firstElementChild, ...indexes.map((index) => {
      const head = document.createElement("th");
      head.scope = "col";
      const link = document.createElement("a");
      link.href = root.dataset.base + addressOf(data, index);
      link.textContent = data.titles[index];
      head.append(link);
      return head;
    }));
    for (const row of root.querySelectorAll("[data-desk-row]")) {
      const name = row.dataset.deskRow;
      const lines = cell[name] ?? ((index) => labels(name, index));
      row.replaceChildren(row.firstElementChild, ...indexes.map((index) => element("td", lines(index, told.get(index)))));
    }
    find("table").hidden = indexes.length === 0;
    find("said").textContent = indexes.length < 2 ? words.compare_more : "";
    for (const select of selects) {
      for (const option of select.options) option.disabled = option.value !== select.value && chosen.includes(option.value);
    }
  }

  function fromAddress() {
    const wanted = [...new Set(new URLSearchParams(location.search).getAll("c"))]
      .filter((id) => data.ids.includes(id)).slice(0, selects.length);
    selects.forEach((select, place) => (select.value = wanted[place] ?? ""));
    return draw();
  }

  form.addEventListener("change", () => {
    const query = new URLSearchParams(chosenNow().map((id) => ["c", id]));
    history.replaceState(null, "", location.pathname + (query.size ? `?${query}` : ""));
    draw();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", fromAddress);
  find("without").hidden = true;
  form.hidden = false;
  await fromAddress();
  root.dataset.deskCompareCalls = "ready";
  delete document.documentElement.dataset.waiting;
}
