// Elements with their texts; nothing is ever read as mark-up.
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// The phrases of the site, filled in; `count` chooses the plural.
export function speaker(phrases, language) {
  const plural = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const phrase = phrases[key];
    const text = typeof phrase === "string" ? phrase : (phrase[plural.select(values.count)] ?? phrase.other);
    return text.replace(/\{(\w+)\}/g, (whole, name) =>
      typeof values[name] === "number" ? values[name].toLocaleString(language) : (values[name] ?? whole),
    );
  };
}
