// Carries the answers of a guided path from page to page in the address's fragment, and shows them.
import { toFragment } from "./answers.js";

export function path(root) {
  const links = [...root.querySelectorAll("[data-desk-carry]")].map((link) => [link, link.href]);
  const trail = root.querySelector("[data-desk-trail]");

  function update() {
    const known = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    for (const [link, address] of links) {
      const { fact, value } = link.dataset;
      const fragment = toFragment(fact ? { [fact]: value || undefined } : {});
      link.href = fragment ? `${address}#${fragment}` : address;
      const chosen = link.querySelector("[data-desk-chosen]");
      if (chosen) chosen.hidden = !value || known.get(fact) !== value;
    }
    if (!trail) return;
    let answered = 0;
    for (const line of trail.querySelectorAll("[data-desk-answered]")) {
      line.hidden = true;
      for (const answer of line.querySelectorAll("[data-value]")) {
        answer.hidden = known.get(line.dataset.deskAnswered) !== answer.dataset.value;
        if (!answer.hidden) line.hidden = false;
      }
      if (!line.hidden) answered += 1;
    }
    trail.hidden = answered === 0;
  }

  update();
  addEventListener("hashchange", update);
  root.dataset.deskPath = "ready";
}
