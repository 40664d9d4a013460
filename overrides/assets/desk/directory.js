// Narrows a directory. The state is the address: it can be shared, and back and forward work.
export const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

export function directory(root) {
  const form = root.querySelector("[data-desk-filters]");
  const items = [...root.querySelectorAll("[data-desk-results] > li")];
  const empty = root.querySelector("[data-desk-empty]");
  const output = form.querySelector("[data-desk-count]");
  const selects = [...form.querySelectorAll("select")];
  const rows = items.map((item) => ({ item, data: item.dataset, text: fold(item.textContent) }));
  const plural = new Intl.PluralRules(document.documentElement.lang);

  const matches = (row, state, but) =>
    state.terms.every((term) => row.text.includes(term)) &&
    selects.every(
      ({ name }) => name === but || !state.facets[name] || row.data[name] === state.facets[name],
    );

  const read = () => ({
    terms: fold(form.elements.q.value).split(" ").filter(Boolean),
    facets: Object.fromEntries(selects.map((select) => [select.name, select.value])),
  });

  function update() {
    const state = read();
    let count = 0;
    for (const row of rows) {
      const shown = matches(row, state);
      row.item.hidden = !shown;
      count += shown;
    }
    // A choice's count is what choosing it would give: its own facet is left out of the counting.
    for (const select of selects) {
      const counts = new Map();
      for (const row of rows) {
        if (!matches(row, state, select.name)) continue;
        counts.set(row.data[select.name], (counts.get(row.data[select.name]) ?? 0) + 1);
      }
      for (const option of select.options) {
        if (!option.value) continue;
        const found = counts.get(option.value) ?? 0;
        option.textContent = `${option.dataset.label} (${found})`;
        option.disabled = found === 0 && option.value !== select.value;
      }
    }
    const form_ = plural.select(count) === "one" ? output.dataset.one : output.dataset.other;
    output.textContent = form_.replace("{count}", count.toLocaleString(document.documentElement.lang));
    empty.hidden = count > 0;
  }

  function fromAddress() {
    const query = new URLSearchParams(location.search);
    form.elements.q.value = query.get("q") ?? "";
    for (const select of selects) {
      const wanted = query.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === wanted) ? wanted : "";
    }
    update();
  }

  function toAddress(push) {
    const query = new URLSearchParams();
    const text = form.elements.q.value.trim();
    if (text) query.set("q", text);
    for (const select of selects) if (select.value) query.set(select.name, select.value);
    const address = location.pathname + (query.size ? `?${query}` : "") + location.hash;
    if (push) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }

  form.hidden = false;
  // On a phone the facets are folded behind a button, unless the address uses one.
  const more = form.querySelector("[data-desk-more]");
  const unfold = (yes) => more.setAttribute("aria-expanded", String(yes));
  more.addEventListener("click", () => unfold(more.getAttribute("aria-expanded") !== "true"));
  form.addEventListener("submit", (event) => event.preventDefault());
  // Typing replaces the address, so that "back" does not go through every letter.
  form.elements.q.addEventListener("input", () => {
    update();
    toAddress(false);
  });
  for (const select of selects) {
    select.addEventListener("change", () => {
      update();
      toAddress(true);
    });
  }
  form.addEventListener("reset", () => {
    setTimeout(() => {
      update();
      toAddress(true);
    });
  });
  addEventListener("popstate", fromAddress);
  // The fields are there before this script is: what was chosen meanwhile counts.
  if (!location.search && (form.elements.q.value || selects.some((select) => select.value))) {
    update();
    toAddress(false);
  } else {
    fromAddress();
  }
  if (selects.some((select) => select.value)) unfold(true);
}
