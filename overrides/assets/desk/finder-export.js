// What visitors take away of the results: a table for a spreadsheet, a text for a message.
import { addressOf, deadline, operators, said } from "./finder-card.js";

const line = (context, index, verdicts) => {
  const { data, made, words } = context;
  const { status, closes } = made.stands[index];
  return {
    title: data.titles[index],
    status: words.status[status],
    award: made.awards.at(index)[0] ?? "",
    closes: closes ?? "",
    told: closes ? deadline(context, index) : "",
    operator: operators(made, index),
    verdict: verdicts ? said(context, verdicts[index]) : "",
    url: new URL(context.base + addressOf(data, index), location.href).href,
  };
};

// A cell that a spreadsheet would run as a formula gets an apostrophe before it.
const cell = (text) => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export function csv(context, results, verdicts, texts) {
  const { words } = context;
  const rows = results.map((index) => {
    const { title, status, award, closes, operator, verdict, url } = line(context, index, verdicts);
    return [title, texts.summaries[index], status, closes, award, operator, verdict, url];
  });
  return [words.columns.split("|"), ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

export function plainText(context, results, verdicts) {
  return results
    .map((index) => {
      const { title, status, award, told, verdict, url } = line(context, index, verdicts);
      return [title, [status, told, award, verdict].filter(Boolean).join(" · "), url].join("\n");
    })
    .join("\n\n");
}

export function download(text, name, type) {
  const link = document.createElement("a");
  // Spreadsheets take the text for UTF-8 by its first mark.
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
