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
// The finder draws its list anew: nothing is done to the one that the page came with.
const all = (name) =>
  [...document.querySelectorAll(`[data-desk-${name}]`)].filter((one) => !one.parentElement.closest("[data-desk-finder]"));
for (const element of all("left")) deadline(element, now);
// What few pages have is loaded by those only.
for (const name of ["applies", "checklist", "compare", "compare-calls", "finder", "finder-embedded", "path", "status", "term"]) {
  const found = all(name);
  const start = name.replace(/-(.)/g, (_hyphen, letter) => letter.toUpperCase());
  if (!found.length) continue;
  import(`./${name}.js`).then((part) => Promise.all(found.map((one) => part[start](one, now)))).catch((error) => {
    // What a part needs did not arrive: the page is as it is without script.
    for (const key of ["waiting", "script"]) delete document.documentElement.dataset[key];
    throw error;
  });
}
// The finder waits for its data before it shows what its address asks for.
if (!document.querySelector("[data-desk-finder], [data-desk-compare-calls]")) delete document.documentElement.dataset.waiting;
