// The menu button of narrow screens. Without script the navigation is simply open.
export function menu(button) {
  const panel = document.getElementById(button.getAttribute("aria-controls"));
  if (!panel) return;
  const open = (yes) => {
    button.setAttribute("aria-expanded", String(yes));
    panel.dataset.open = String(yes);
  };
  button.hidden = false;
  open(false);
  button.addEventListener("click", () => open(button.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    open(false);
    button.focus();
  });
  // Focus that leaves the open menu closes it, so that it never covers what has the focus.
  panel.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (next && !panel.contains(next) && next !== button) open(false);
  });
}
