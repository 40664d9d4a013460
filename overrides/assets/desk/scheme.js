// What must be known before anything is painted: a module would come too late.

// The reader's theme, or the other one would flash.
try {
  const scheme = localStorage.getItem("desk-scheme");
  if (scheme === "dark" || scheme === "light") document.documentElement.dataset.scheme = scheme;
} catch {
  // Storage may be forbidden; the system's theme applies then.
}

// That scripts run: the menu is closed and the filters have their place from the first paint on,
// so that nothing jumps. If the modules do not arrive, the page is as it is without script.
document.documentElement.dataset.script = "on";
// A page that is read by halves moves as the rest of it comes: it shows once it is whole, or
// after three seconds.
const whole = () => delete document.documentElement.dataset.reading;
document.documentElement.dataset.reading = "on";
document.addEventListener("readystatechange", whole, { once: true });
setTimeout(whole, 3000);
// An address may hold what a list is narrowed to: the whole list is not shown first.
if (location.search || location.hash.includes("=")) document.documentElement.dataset.waiting = "on";
addEventListener(
  "error",
  (event) => {
    delete document.documentElement.dataset.waiting;
    if (event.target instanceof HTMLScriptElement) delete document.documentElement.dataset.script;
  },
  true,
);
