// Shows the columns that the address names: ?c=a&c=b. The address can be shared and printed.
export function compare(root) {
  const form = root.querySelector("[data-desk-form]");
  const boxes = [...form.querySelectorAll("input")];
  const said = root.querySelector("[data-desk-said]");
  const cells = [...root.querySelectorAll("[data-column]")];
  const most = Number(root.dataset.most);

  function update() {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    for (const cell of cells) {
      cell.hidden = chosen.length > 0 && !chosen.includes(cell.dataset.column);
    }
    for (const box of boxes) box.disabled = !box.checked && chosen.length >= most;
    said.textContent =
      chosen.length === 0 ? said.dataset.none : chosen.length >= most ? said.dataset.full : "";
    return chosen;
  }

  function fromAddress() {
    const wanted = new Set(new URLSearchParams(location.search).getAll("c"));
    // In the order of the address, as far as there is room for them; what is unknown takes none.
    const found = [...wanted].filter((id) => boxes.some((box) => box.value === id)).slice(0, most);
    for (const box of boxes) box.checked = found.includes(box.value);
    update();
  }

  function toAddress() {
    const query = new URLSearchParams(update().map((id) => ["c", id]));
    history.replaceState(null, "", location.pathname + (query.size ? `?${query}` : ""));
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", toAddress);
  form.addEventListener("reset", () => setTimeout(toAddress));
  addEventListener("popstate", fromAddress);
  // The boxes are there before this script is: what was ticked meanwhile counts.
  if (!location.search && boxes.some((box) => box.checked)) toAddress();
  else fromAddress();
}
