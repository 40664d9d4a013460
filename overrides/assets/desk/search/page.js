// The page that searches. Its state is its address: it can be shared, and back and forward work.
import { SHOWN } from "./engine.js";
import { Session, address, start } from "./session.js";
import { slashSwitch } from "./dialog.js";

export function page(form, link) {
  const field = form.elements.q;
  const root = document.querySelector("[data-desk-answer]");
  const ways = document.querySelector("[data-desk-ways]");
  let options = {};
  slashSwitch(form.querySelector("[data-desk-slash]"));
  form.hidden = false;

  const session = new Session({
    link,
    root,
    level: 2,
    paging: true,
    asked: (query, chosen = {}) => {
      const before = options.limit ?? SHOWN;
      field.value = query;
      options = chosen.further ? { ...options, limit: before + SHOWN } : chosen;
      if (!chosen.further) history.pushState(null, "", now());
      return run().then(() => {
        if (chosen.pressed) root.querySelector("[aria-pressed=true]")?.focus();
        else if (chosen.further) root.querySelectorAll(".desk-hit__link")[before]?.focus();
        else field.focus();
      });
    },
  });
  const now = () => address(location.href, field.value.trim(), options.group, options.exact);

  async function run() {
    try {
      const answer = await session.run(field.value, options);
      if (answer || field.value.trim() === "") ways.hidden = Boolean(answer?.total);
    } catch {
      session.view.say(root.dataset.failed);
      ways.hidden = false;
    }
  }

  function fromAddress() {
    const query = new URLSearchParams(location.search);
    field.value = query.get("q") ?? "";
    options = { group: query.get("kind") ?? "", exact: query.has("exact") };
    return run();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.pushState(null, "", now());
    run();
  });
  const typed = () => {
    options = {};
    history.replaceState(null, "", now());
    run();
  };
  field.addEventListener("input", typed);
  document.addEventListener("keydown", (event) => session.view.move(event, field));
  addEventListener("popstate", fromAddress);
  // Without a question nothing more is loaded until the field is used.
  const ready = () => start(link).catch(() => {});
  field.addEventListener("focus", ready, { once: true });
  // Who types at once was faster than this script.
  if (field.value) typed();
  else if (location.search) fromAddress();
  if (location.search || document.activeElement === field) ready();
}
