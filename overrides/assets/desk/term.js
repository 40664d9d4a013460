// Shows what an acronym stands for: to who points at it, reaches it by keyboard, or taps it.
// Without this script it is a link to the glossary.
const tip = document.createElement("div");
const said = document.createElement("span");
tip.className = "desk-tooltip";
tip.id = "desk-tooltip";
tip.setAttribute("role", "tooltip");
tip.hidden = true;
said.className = "desk-tooltip__text";
tip.append(said);
// In the main part, which screen readers find; nothing there is positioned.
document.querySelector("main").append(tip);

let shown = null;

function show(link) {
  hide();
  shown = link;
  said.textContent = link.dataset.deskTerm;
  tip.hidden = false;
  link.setAttribute("aria-describedby", tip.id);
  // Below it, or above where there is no room.
  const line = link.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const room = document.documentElement.clientWidth - width - 8;
  const below = line.bottom + height <= innerHeight || line.top < height;
  tip.style.left = `${scrollX + Math.max(8, Math.min(line.left, room))}px`;
  tip.style.top = `${scrollY + (below ? line.bottom : line.top - height)}px`;
}

function hide() {
  shown?.removeAttribute("aria-describedby");
  shown = null;
  tip.hidden = true;
}

const isPart = (node) => node instanceof Node && (shown?.contains(node) || tip.contains(node));

// It stays while the pointer is on the acronym or on the text, and while the acronym has the focus.
function leave(event) {
  if (event.pointerType === "touch" || isPart(event.relatedTarget)) return;
  if (document.activeElement !== shown) hide();
}

tip.addEventListener("pointerleave", leave);
addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
addEventListener("resize", hide);
addEventListener("pointerdown", (event) => {
  if (shown && !isPart(event.target)) hide();
});

export function term(link) {
  let tapped = false;
  link.addEventListener("pointerenter", (event) => {
    if (event.pointerType !== "touch") show(link);
  });
  link.addEventListener("pointerleave", leave);
  link.addEventListener("focus", () => show(link));
  link.addEventListener("blur", hide);
  // A first tap shows the meaning, a second one follows the link.
  link.addEventListener("pointerdown", (event) => {
    tapped = event.pointerType === "touch" && shown !== link;
  });
  link.addEventListener("click", (event) => {
    if (!tapped) return;
    event.preventDefault();
    tapped = false;
    show(link);
  });
}
