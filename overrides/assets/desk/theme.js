// The light/dark button. The label says what a press will do, not what is.
export function scheme(button) {
  const label = button.querySelector("[data-desk-scheme-label]");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => {
    const chosen = document.documentElement.dataset.scheme;
    return chosen ? chosen === "dark" : system.matches;
  };
  const show = () => {
    label.textContent = isDark() ? button.dataset.light : button.dataset.dark;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = isDark() ? "light" : "dark";
    document.documentElement.dataset.scheme = next;
    try {
      localStorage.setItem("desk-scheme", next);
    } catch {
      // Not kept, then: the choice holds for this page.
    }
    show();
  });
  system.addEventListener("change", show);
  show();
}
