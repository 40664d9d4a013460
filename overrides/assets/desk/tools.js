// Copy, share and print a page. The address copied is the one in the bar: filters included.
export function tools(root) {
  const said = root.querySelector("[data-desk-said]");
  const copy = root.querySelector("[data-desk-copy]");
  const share = root.querySelector("[data-desk-share]");
  const print = root.querySelector("[data-desk-print]");
  root.hidden = false;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      said.textContent = copy.dataset.done;
    } catch {
      // Not allowed (an insecure address, say): the link is in the bar for the reader to copy.
      said.textContent = location.href;
    }
  });
  if (navigator.share) {
    share.hidden = false;
    share.addEventListener("click", () => {
      // A reader who closes the dialog again has not met an error.
      navigator.share({ title: document.title, url: location.href }).catch(() => {});
    });
  }
  print.addEventListener("click", () => window.print());
}
