// The search as a dialog over any page.
import { make, speaker } from "./dom.js";
import { Session, start } from "./session.js";
import { slash } from "../search.js";

let box = null;

export function dialog(link) {
  box ??= build(link);
  box.element.showModal();
  box.field.focus();
  box.field.select();
}

function build(link) {
  const label = link.textContent.trim();
  const field = make("input", { type: "search", name: "q", class: "desk-search__field", autocomplete: "off", spellcheck: "false", enterkeyhint: "search", "aria-label": label });
  const close = make("button", { type: "button", class: "desk-search__button desk-search__close", onclick: () => element.close() }, link.dataset.close);
  const form = make("form", { action: link.href, role: "search", class: "desk-search__form" }, field, close);
  const root = make("div", { class: "desk-search__answer" });
  const foot = make("div", { class: "desk-search__foot" });
  const element = make("dialog", { class: "desk-dialog", "aria-label": label }, form, root, foot);
  document.body.append(element);

  let options = {};
  const session = new Session({
    link,
    root,
    level: 2,
    paging: false,
    asked: (query, chosen = {}) => {
      options = chosen;
      field.value = query;
      if (!chosen.pressed) field.focus();
      return run(chosen.pressed);
    },
  });
  const run = async (pressed) => {
    try {
      await session.run(field.value, options);
    } catch {
      location.assign(link.href);
    }
    // The button that was pressed is a new one.
    if (pressed) root.querySelector("[aria-pressed=true]")?.focus();
  };
  field.addEventListener("input", () => {
    options = {};
    run();
  });
  element.addEventListener("keydown", (event) => session.view.move(event, field));
  // A press beside the box closes it.
  element.addEventListener("click", (event) => {
    if (event.target === element) element.close();
  });
  element.addEventListener("close", () => link.focus());
  start(link).then(({ lexicon, language }) => {
    const say = speaker(lexicon.phrases, language);
    if (!field.value) session.view.clear(say("hint"));
    foot.append(make("p", {}, make("a", { href: link.href }, say("whole"))), keys(say));
  }).catch(() => location.assign(link.href));
  return { element, field };
}

function keys(say) {
  const input = make("input", { type: "checkbox" });
  slashSwitch(input);
  return make("label", { class: "desk-search__keys" }, input, ` ${say("slash")}`);
}

// The switch of the / key.
export function slashSwitch(input) {
  input.checked = slash.on;
  input.addEventListener("change", () => { slash.on = input.checked; });
}
