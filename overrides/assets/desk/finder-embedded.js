// The first schemes that the address asks for: ?place=REG-53&topic=ai&show=5. Answers are not read.
import { card } from "./finder-card.js";
import { arrange, narrow, prepare } from "./finder-engine.js";

export async function finderEmbedded(root) {
  const find = (name) => root.querySelector(`[data-desk-${name}]`);
  const words = JSON.parse(find("words").textContent);
  const [data, texts] = await Promise.all(
    [root.dataset.src, root.dataset.texts].map(async (address) => (await fetch(address)).json()));
  const made = prepare(data);
  const language = document.documentElement.lang;
  const query = new URLSearchParams(location.search);
  const chosen = new Map();
  for (const [name, values] of made.facets) {
    const known = query.getAll(name).flatMap((text) => text.split(".")).filter((id) => values.has(id));
    if (known.length) chosen.set(name, new Set(known));
  }
  const { left, total } = narrow(made, chosen);
  const most = Math.min(Math.max(Number.parseInt(query.get("show"), 10) || 5, 1), 20);
  const plural = new Intl.PluralRules(language);
  const context = { data, made, words, plural, base: root.dataset.base };
  const cards = arrange(made, left, "status").slice(0, most).map((index) => {
    const item = card(context, find("card"), index, undefined, { summary: texts.summaries[index] });
    // The frame is small: a scheme opens beside the partner's page, not in it.
    Object.assign(item.querySelector("a"), { target: "_blank", rel: "noopener" });
    return item;
  });
  find("results").replaceChildren(...cards);
  const phrase = words.results[plural.select(total)] ?? words.results.other;
  find("said").textContent = phrase.replace("{count}", total.toLocaleString(language));
  query.delete("show");
  find("all").search = query.toString().replaceAll("%2E", ".");
  root.dataset.deskFinderEmbedded = "ready";
}
