// Schemes side by side. The address names them: ?c=a&c=b; it can be sent and printed.
import { deadline, operators } from "./finder-card.js";
import { prepare } from "./finder-engine.js";

export async function compareCalls(root) {
  const find = (name) => root.querySelector(`[data-desk-${name}]`);
  const words = JSON.parse(find("words").textContent);
  const [data, texts] = await Promise.all(
    [root.dataset.src, root.dataset.texts].map(async (address) => (await fetch(address)).json()));
  const language = document.documentElement.lang;
  const context = { data, made: prepare(data), words, language };
  const form = find("form");
  const selects = [...form.elements.c];
  const plural = new Intl.PluralRules(language);

  for (const select of selects) {
    select.append(...data.ids.map((id, index) => new Option(data.titles[index], id)));
  }

  function* conditions(plan) {
    if ("op" in plan) yield texts.criteria[plan.id].label;
    for (const child of plan.all ?? plan.any ?? []) yield* conditions(child);
  }

  const labels = (name, index) => {
    const facet = data.facets.find((one) => one.name === name);
    const of = facet?.of?.[index] ?? [];
    return (typeof of === "number" ? [of] : of).map((value) => facet.values[value].label);
  };

  const cell = {
    kind: (index) => [data.kinds.labels[data.kinds.of[index]]],
    status: (index) => [words.status[context.made.stands[index].status]],
    deadline: (index) => [context.made.stands[index].closes].filter(Boolean).map((day) => deadline(context, day)),
    amount: (index) => [data.awards.labels[data.awards.of[index]]].filter(Boolean),
    operator: (index) => [operators(data, index)].filter(Boolean),
    summary: (index) => [texts.summaries[index]],
    foreign: (index) => [...labels("foreign", index), texts.foreign[index]].filter(Boolean),
    conditions: (index) => (data.plan[index] < 0 ? [] : [...conditions(context.made.plans[data.plan[index]])]),
    lead: (index) => {
      const days = data.leads[index];
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

  function draw() {
    const chosen = [...new Set(selects.map(({ value }) => value).filter(Boolean))];
    const indexes = chosen.map((id) => data.ids.indexOf(id));
    find("heads").replaceChildren(find("heads").firstElementChild, ...indexes.map((index) => {
      const head = document.createElement("th");
      head.scope = "col";
      const link = document.createElement("a");
      link.href = root.dataset.base + data.slugs[index];
      link.textContent = data.titles[index];
      head.append(link);
      return head;
    }));
    for (const row of root.querySelectorAll("[data-desk-row]")) {
      const name = row.dataset.deskRow;
      const lines = cell[name] ?? ((index) => labels(name, index));
      row.replaceChildren(row.firstElementChild, ...indexes.map((index) => element("td", lines(index))));
    }
    find("table").hidden = indexes.length === 0;
    find("said").textContent = indexes.length < 2 ? words.compare_more : "";
    for (const select of selects) {
      for (const option of select.options) option.disabled = option.value !== select.value && chosen.includes(option.value);
    }
    return chosen;
  }

  function fromAddress() {
    const wanted = [...new Set(new URLSearchParams(location.search).getAll("c"))]
      .filter((id) => data.ids.includes(id)).slice(0, selects.length);
    selects.forEach((select, place) => (select.value = wanted[place] ?? ""));
    draw();
  }

  form.addEventListener("change", () => {
    const query = new URLSearchParams(draw().map((id) => ["c", id]));
    history.replaceState(null, "", location.pathname + (query.size ? `?${query}` : ""));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", fromAddress);
  find("without").hidden = true;
  form.hidden = false;
  fromAddress();
}
