// One search, whoever shows it: starts the engine when it is wanted, and drops answers that come late.
import { SHOWN, open } from "./engine.js";
import { speaker } from "./dom.js";
import { View } from "./view.js";

export const LEAST = 2; // letters: one alone would load much and tell nothing

let engine = null;

// `href` is the address of the page that searches.
export const start = (link) => {
  engine ??= open(new URL(link.dataset.deskSearch, document.baseURI).href, document.documentElement.lang);
  return engine;
};

export class Session {
  constructor({ link, root, level, paging, asked }) {
    this.link = link;
    this.asked = asked;
    this.turn = 0;
    this.options = {};
    this.view = new View({ root, level, paging, ask: (query, options) => asked(query, options) });
  }

  async run(query, { exact = false, group = "", limit = SHOWN } = {}) {
    const turn = (this.turn += 1);
    if (query.trim().length < LEAST) {
      const { lexicon } = await start(this.link);
      if (turn === this.turn) this.view.clear(lexicon.phrases.hint);
      return null;
    }
    const ready = await start(this.link);
    const answer = await ready.search(query.trim(), { exact, group, limit });
    if (turn !== this.turn) return null;
    const { lexicon, language } = ready;
    this.view.show(answer, {
      say: speaker(lexicon.phrases, language),
      statuses: lexicon.statuses,
      group,
      everything: address(this.link.href, query, group),
    });
    return answer;
  }
}

export function address(page, query, group = "", exact = false) {
  const url = new URL(page);
  url.search = "";
  if (query) url.searchParams.set("q", query);
  if (group) url.searchParams.set("kind", group);
  if (exact) url.searchParams.set("exact", "1");
  return url.href;
}
