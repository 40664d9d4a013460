// Answers a question in the page's language. Each word is asked of Pagefind once; a page's rank is
// made of how well it has each of them, how many it has, what kind of page it is, and its names.
import { localNow, statusOf } from "../status.js";
import { distance, fold, markOf, mistakes, termsOf, wordsOf } from "./text.js";

export const SHOWN = 10;
const LOOKED_AT = 10; // names are compared among the first only: each is a file to load
const HALF = 12; // the score of a word that is half of what a word can give a page
const UNWEIGHED = 4;
const NAMED = 0.4; // what a title that says all of it adds
const ALSO = 0.25; // and one that says it in other words
const KIND = 1.25; // who asks for a kind beside other words wants that kind
const UNKNOWN = { group: 0, weight: 0.1, status: "", lists: 0, mark: "" };
const COVER = 0.5; // by how much a page that lacks words falls
const LONG = 4; // letters of a word that may be completed
const META = { title: 6, alias: 4, full: 2, other: 1.5, also: 3, kind: 1, near: 0.7, at: 0, list: 0 };

// `root` is the site's, `language` the page's.
export async function open(root, language) {
  const base = new URL("assets/search/", root);
  const [pagefind, lexicon] = await Promise.all([
    import(new URL("pagefind.js", base)),
    load(base, language),
  ]);
  await pagefind.options({
    basePath: base.href,
    baseUrl: root,
    noWorker: true,
    ranking: { metaWeights: META },
  });
  await pagefind.init();
  return new Engine({ pagefind, lexicon, root, base, language });
}

async function load(base, language) {
  const response = await fetch(new URL(`${language}.json`, base), { cache: "no-cache" });
  const told = await response.json();
  const pages = new Map();
  for (const page of told.pages.split(" ")) {
    const name = page.slice(0, -5);
    const [group, weight, status, lists] = told.ranks[parseInt(page.slice(-5, -3), 36)];
    const timetable = told.timetables[name];
    const now = timetable ? statusOf(timetable, localNow(told.zone), told.soon) : status;
    pages.set(name, { group, weight: weight * (told.weights[now] ?? 1), status: now, lists, mark: page.slice(-3) });
  }
  const words = new Map();
  for (const word of told.words.split(" ")) {
    words.set(fold(word.slice(0, -1)), { written: word.slice(0, -1), often: +word.at(-1) });
  }
  return {
    ...told,
    pages,
    words,
    sorted: [...words.keys()].sort(),
    ignored: new Set(told.ignored),
    elided: new Set(told.elided),
  };
}

const joinedOf = (terms) => terms.map((term) => fold(term.corrected ?? term.joined)).join("");

// Adds to what has a term the pages that have all of `found`, with the score of the least.
function add(term, found) {
  const both = new Map(term.found);
  for (const [id, one] of found[0]) {
    if (!found.every((other) => other.has(id))) continue;
    const score = Math.min(...found.map((other) => other.get(id).score));
    if (score > (both.get(id)?.score ?? 0)) both.set(id, { ...one, score });
  }
  term.found = both;
}

class Engine {
  constructor(parts) {
    Object.assign(this, parts, { asked: new Map(), others: new Map() });
  }

  // Pages that have a word, with their scores. Asked once: who types on asks the same words again.
  ask(word) {
    if (!this.asked.has(word)) {
      this.asked.set(
        word,
        this.pagefind.search(word).then(({ results }) => new Map(results.map((one) => [one.id, one]))),
      );
    }
    return this.asked.get(word);
  }

  // Gives { query, terms, results, groups, corrected, left, insist }.
  async search(query, { exact = false, group = "", limit = SHOWN } = {}) {
    const terms = this.whole(termsOf(query, this.lexicon));
    for (const term of terms) await this.understand(term, exact);
    await this.join(terms);
    const known = terms.filter((term) => term.found.size);
    const ranked = this.rank(known);
    const counts = new Map();
    for (const one of ranked) counts.set(one.group, (counts.get(one.group) ?? 0) + 1);
    const wanted = group ? ranked.filter((one) => one.group === group) : ranked;
    const first = await this.name(this.likely(wanted, Math.max(limit, LOOKED_AT), [markOf(joinedOf(known)), markOf(wordsOf(query).join(""))]), query, known);
    let said = query;
    for (const { typed, corrected } of terms) if (corrected) said = said.replace(typed, corrected);
    return {
      query,
      said,
      terms,
      total: wanted.length,
      results: first.slice(0, limit),
      counts: this.lexicon.groups.map(([id, label], index) => ({ id, label, count: counts.get(index) ?? 0 })),
      corrected: terms.filter((term) => term.corrected),
      left: terms.filter((term) => !term.found.size),
      near: known.length ? [] : this.suggestions(terms),
      offers: await this.offers(query, terms),
    };
  }

  // The groups that some of the words name: “funding for a start-up”.
  kindsAsked(terms) {
    const one = (word) => word.replace(/s$/, "");
    const found = new Set();
    this.lexicon.groups.forEach(([, , words], index) => {
      const naming = terms.filter(({ joined }) => words.some((word) => one(word) === one(joined)));
      if (naming.length && naming.length < terms.length) found.add(index);
    });
    return found;
  }

  // The first pages, and those that would be if all kinds weighed the same: one may have the name.
  likely(ranked, count, marks) {
    const named = ranked.filter((one) => one.named).sort((one, other) => other.plain - one.plain);
    const lists = ranked.filter((one) => one.lists).slice(0, 2);
    const called = ranked.filter((one) => marks.includes(one.mark));
    return [...new Set([...ranked.slice(0, count), ...named.slice(0, UNWEIGHED), ...lists, ...called])];
  }

  // Words of the pages that begin like those that nothing has.
  suggestions(terms) {
    const found = terms.flatMap(({ joined }) =>
      [...this.lexicon.words]
        .map(([known, { written, often }]) => ({ written, often, away: distance(joined, known, 3) }))
        .filter(({ away, written }) => away <= 3 && away < written.length / 2),
    );
    found.sort((one, other) => one.away - other.away || other.often - one.often);
    return [...new Set(found.slice(0, 3).map(({ written }) => written))];
  }

  // The other languages in which pages say what is asked, when half of it is foreign to this one.
  async offers(query, terms) {
    const foreign = terms.filter(({ joined, rare }) => !rare && !(this.lexicon.words.get(joined)?.often > 0));
    if (!foreign.length || foreign.length * 2 < terms.length) return [];
    const found = [];
    for (const [language, name, address] of this.lexicon.others) {
      if (!this.others.has(language)) this.others.set(language, load(this.base, language));
      const { words } = await this.others.get(language);
      if (foreign.every(({ joined }) => words.get(joined)?.often > 0)) {
        const href = new URL(address, this.root);
        href.searchParams.set("q", query);
        found.push({ language, name, href: href.href });
      }
    }
    return found;
  }

  // One or two letters that are no word are the beginning of one: what begins so is half the index.
  whole(terms) {
    return terms.filter(({ joined }) => joined.length > 2 || this.lexicon.words.has(joined) || /\p{N}/u.test(joined));
  }

  // What a word means here: itself, the word that it was meant to be, or two that were run together.
  async understand(term, exact) {
    const { parts, joined } = term;
    if (!exact && parts.length === 1 && !this.knows(joined)) {
      if (await this.stands(joined)) term.rare = true;
      else {
        const best = this.near(joined);
        const pair = best ? null : this.pair(joined);
        if (best) term.corrected = best;
        if (pair) term.parts = pair;
      }
    }
    const word = term.corrected ? fold(term.corrected) : joined;
    term.found = await this.ask(word);
    // The index has the beginnings of words, and not that of “imagin” for “imaging”.
    if (word.length >= LONG && !this.lexicon.words.has(word)) {
      const whole = this.completed(word);
      if (whole) add(term, [await this.ask(whole)]);
    }
    // A name with signs in it may also be written apart.
    if (term.parts.length > 1) add(term, await Promise.all(term.parts.map((part) => this.ask(part))));
  }

  knows(word) {
    const { words } = this.lexicon;
    if (words.has(word) || /\p{N}/u.test(word)) return true;
    // A plural that no page has is no mistake.
    if (/[sx]$/.test(word) && words.has(word.slice(0, -1))) return true;
    return Boolean(this.completed(word));
  }

  // The commonest word that begins so: the reader is still typing it.
  completed(word) {
    const { sorted, words } = this.lexicon;
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < word) low = middle + 1;
      else high = middle;
    }
    let best = null;
    for (; sorted[low]?.startsWith(word); low += 1) {
      if (!best || words.get(sorted[low]).often > words.get(best).often) best = sorted[low];
    }
    return best;
  }

  // A word too rare for the list may still stand on a page: Pagefind then has it, among words that
  // only begin alike.
  async stands(word) {
    for (const hit of [...(await this.ask(word)).values()].slice(0, 2)) {
      if (wordsOf((await hit.data()).content).some((one) => one.startsWith(word))) return true;
    }
    return false;
  }

  // The word of the pages that is most like a mistyped one, and common rather than rare.
  near(word) {
    const most = mistakes(word);
    let best = null;
    for (const [known, { written, often }] of this.lexicon.words) {
      const away = distance(word, known, most);
      if (away > most) continue;
      const cost = away * 10 - often - (known[0] === word[0] ? 4 : 0);
      if (!best || cost < best.cost) best = { written, cost };
    }
    return best?.written;
  }

  pair(word) {
    for (let at = 3; at <= word.length - 3; at += 1) {
      const two = [word.slice(0, at), word.slice(at)];
      if (two.every((one) => this.lexicon.words.has(one))) return two;
    }
    return null;
  }

  // Words that stand apart may be one name: bpi france.
  async join(terms) {
    for (const [index, term] of terms.entries()) {
      const next = terms[index + 1];
      if (!next || !this.lexicon.words.has(term.joined + next.joined)) continue;
      const found = [await this.ask(term.joined + next.joined)];
      add(term, found);
      add(next, found);
    }
  }

  rank(terms) {
    const pages = new Map();
    for (const term of terms) term.rarity = Math.log(2 + this.lexicon.pages.size / (1 + term.found.size));
    const asked = this.kindsAsked(terms);
    const whole = terms.reduce((sum, { rarity }) => sum + rarity, 0);
    for (const term of terms) {
      for (const [id, hit] of term.found) {
        if (!pages.has(id)) pages.set(id, { id, hit, score: 0, has: 0, words: [], named: true });
        const page = pages.get(id);
        page.score += (term.rarity / whole) * (hit.score / (hit.score + HALF));
        page.named = page.named && Boolean(hit.matchedMetaFields?.includes("title"));
        page.has += term.rarity / whole;
        page.words.push(...hit.words);
      }
    }
    for (const page of pages.values()) {
      const { group, weight, status, lists, mark } = this.lexicon.pages.get(page.id.split("_").pop()) ?? UNKNOWN;
      page.score *= page.has ** COVER;
      page.plain = page.score;
      page.score *= weight * (asked.has(group) ? KIND : 1);
      page.lists = lists;
      page.mark = mark;
      page.group = group;
      page.status = status;
      page.missing = terms.filter((term) => !term.found.has(page.id));
    }
    return [...pages.values()].sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1));
  }

  // How much of what is asked a title says, its rare words counting more.
  said(terms, title) {
    const starts = (word, other) => other.startsWith(word.slice(0, Math.max(4, word.length - 2)));
    const total = terms.reduce((sum, term) => sum + term.rarity, 0);
    const inside = terms.filter((term) => {
      const word = fold(term.corrected ?? term.joined);
      return title.some((other) => starts(word, other));
    });
    return inside.reduce((sum, term) => sum + term.rarity, 0) / total;
  }

  // Loads pages and puts those first that are called what is asked.
  async name(pages, query, terms) {
    const asked = joinedOf(terms);
    const typed = wordsOf(query).join("");
    await Promise.all(
      pages.map(async (page) => {
        page.data = await page.hit.data();
        const { title, alias = "", also = "", list = "", full = "" } = page.data.meta;
        const [own, ...names] = [title, ...alias.split(" · ")].map((name) => wordsOf(name).join(""));
        page.score *= 1 + NAMED * this.said(terms, wordsOf(title)) ** 2 + ALSO * this.said(terms, wordsOf(also)) ** 2;
        const listed = list.split(" · ").map((name) => wordsOf(name).join(""));
        const asks = [asked, asked.replace(/s$/, "")].some((one) => one && listed.includes(one));
        if (own === asked || own === typed || asks) page.score *= 3.5;
        else if (names.includes(asked) || names.includes(typed)) page.score *= 2.1;
        else if (full.split(" · ").some((name) => wordsOf(name).join("") === typed)) page.score *= 1.7;
        page.onPage = Boolean(page.data.meta.at);
        page.url = new URL(page.data.meta.at ?? page.data.url, this.root).href;
        page.title = page.data.meta.title;
      }),
    );
    return pages.sort((one, other) => other.score - one.score);
  }
}
