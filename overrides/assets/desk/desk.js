// Starts what each page has. Every part works alone, and the page works without any.
import { deadline } from "./deadline.js";
import { directory } from "./directory.js";
import { menu } from "./menu.js";
import { scheme } from "./theme.js";
import { tools } from "./tools.js";

for (const button of document.querySelectorAll("[data-desk-menu]")) menu(button);
for (const button of document.querySelectorAll("[data-desk-scheme]")) scheme(button);
for (const root of document.querySelectorAll("[data-desk-directory]")) directory(root);
for (const root of document.querySelectorAll("[data-desk-tools]")) tools(root);
for (const element of document.querySelectorAll("[data-desk-left]")) deadline(element);
const terms = document.querySelectorAll("[data-desk-term]");
// Only pages that explain an acronym load what shows it.
if (terms.length) import("./term.js").then(({ term }) => terms.forEach((link) => term(link)));
delete document.documentElement.dataset.waiting;
