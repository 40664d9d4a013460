// The link to the search opens a dialog instead; so do Ctrl+K and, unless switched off, the / key.
// Nothing of the search is loaded before.
const SWITCH = "desk-slash";

export const slash = {
  get on() {
    try {
      return localStorage.getItem(SWITCH) !== "off";
    } catch {
      return true;
    }
  },
  set on(yes) {
    try {
      localStorage.setItem(SWITCH, yes ? "on" : "off");
    } catch {
      // Without a memory it holds for this page.
    }
  },
};

const isTyping = (element) =>
  element instanceof HTMLElement &&
  (element.isContentEditable || element.matches("input, textarea, select, [role=textbox]"));

export function search(link) {
  // On the page that searches, the keys go to its own field.
  const field = document.querySelector("[data-desk-searching] input[type=search]");
  const open = async () => {
    if (field) {
      field.focus();
      field.select();
      return;
    }
    try {
      const { dialog } = await import("./search/dialog.js");
      dialog(link);
    } catch {
      location.assign(link.href);
    }
  };
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    const { ctrlKey, metaKey, altKey, key, target, defaultPrevented } = event;
    const control = (ctrlKey || metaKey) && !altKey && key.toLowerCase() === "k";
    const bare = !ctrlKey && !metaKey && !altKey && key === "/" && !isTyping(target) && slash.on;
    if (defaultPrevented || !(control || bare) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open();
  });
  for (const form of document.querySelectorAll("[data-desk-searching]")) {
    import("./search/page.js").then(({ page }) => page(form, link));
  }
}
