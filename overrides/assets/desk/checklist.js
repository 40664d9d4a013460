// Keeps what a reader has ticked off, in this browser only. Lists of one name share one memory.
const key = (list) => `desk-checklist:${list.dataset.deskChecklist}`;

const load = (list) => {
  try {
    return new Set(JSON.parse(localStorage.getItem(key(list)) ?? "[]"));
  } catch {
    return new Set();
  }
};

export function checklist(list) {
  const boxes = [...list.querySelectorAll("input")];
  const note = list.nextElementSibling;
  const done = load(list);
  for (const box of boxes) box.checked = done.has(box.value);
  note.hidden = false;
  const save = () => {
    const now = load(list);
    for (const box of boxes) {
      if (box.checked) now.add(box.value);
      else now.delete(box.value);
    }
    try {
      if (now.size) localStorage.setItem(key(list), JSON.stringify([...now]));
      else localStorage.removeItem(key(list));
    } catch {
      // Not kept, then: the ticks hold for this page.
    }
  };
  list.addEventListener("change", save);
  note.querySelector("[data-desk-forget]").addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    save();
  });
}
