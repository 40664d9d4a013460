// Starts what each page has. Every part works alone, and the page works without any.
import { deadline } from "./deadline.js";
import { directory } from "./directory.js";
import { menu } from "./menu.js";
import { search } from "./search.js";
import { scheme } from "./theme.js";
import { tools } from "./tools.js";

for (const button of document.querySelectorAll("[data-desk-menu]")) menu(button);
for (const button of document.querySelectorAll("[data-desk-scheme]")) scheme(button);
for (const link of document.querySelectorAll("[data-desk-search]")) search(link);
for (const root of document.querySelectorAll("[data-desk-directory]")) directory(root);
for (const root of document.querySelectorAll("[data-desk-tools]")) tools(root);
const now = new Date();
for (const element of document.querySelectorAll("[data-desk-left]")) deadline(element, now);
// What few pages have is loaded by those only.
for (const name of ["applies", "checklist", "compare", "compare-calls", "finder", "finder-embedded", "path", "status", "term"]) {
  const found = document.querySelectorAll(`[data-desk-${name}]`);
  const start = name.replace(/-(.)/g, (_hyphen, letter) => letter.toUpperCase());
  if (found.length) import(`./${name}.js`).then((part) => found.forEach((one) => part[start](one, now)));
}
// The finder waits for its data before it shows what its address asks for.
if (!document.querySelector("[data-desk-finder], [data-desk-compare-calls]")) delete document.documentElement.dataset.waiting;
