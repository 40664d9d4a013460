// Sets the reader's theme before anything is painted: as a module it would flash the other one.
try {
  const scheme = localStorage.getItem("desk-scheme");
  if (scheme === "dark" || scheme === "light") document.documentElement.dataset.scheme = scheme;
} catch {
  // Storage may be forbidden; the system's theme applies then.
}
