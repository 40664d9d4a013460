// Tells whether a rule applies, from the reader's answers, and why, criterion by criterion.
import { answersOf, fill, toFragment } from "./answers.js";
import { evaluate } from "./rules.js";

export function applies(root) {
  const plan = JSON.parse(root.querySelector("[data-desk-plan]").textContent);
  const places = root.querySelector("[data-desk-places]");
  const parents = places ? JSON.parse(places.textContent) : {};
  const form = root.querySelector("[data-desk-form]");
  const result = root.querySelector("[data-desk-result]");
  const items = new Map(
    [...root.querySelectorAll("[data-desk-criterion]")].map((item) => [item.dataset.deskCriterion, item]),
  );

  function update() {
    const answers = answersOf(form);
    const verdict = evaluate(plan, answers, parents);
    for (const { id, result: found } of verdict.trace) {
      const item = items.get(id);
      const word = item.querySelector("[data-desk-verdict]");
      item.dataset.result = found;
      word.textContent = word.dataset[found];
    }
    result.textContent = result.dataset[verdict.status];
    result.dataset.status = verdict.status;
    result.hidden = false;
    return answers;
  }

  root.querySelector("[data-desk-private]").hidden = false;
  form.hidden = false;
  fill(form);
  update();
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    const fragment = toFragment({ ...blank(form), ...update() });
    history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search);
  });
  form.addEventListener("reset", () => {
    setTimeout(() => {
      update();
      history.replaceState(null, "", location.pathname + location.search);
    });
  });
  addEventListener("hashchange", () => {
    if (!location.hash.includes("=")) return;
    fill(form);
    update();
  });
}

// Every question of the form without an answer, so that what is taken back leaves the address.
const blank = (form) =>
  Object.fromEntries(
    [...form.querySelectorAll("[data-desk-question]")].map((group) => [group.dataset.deskQuestion]),
  );
