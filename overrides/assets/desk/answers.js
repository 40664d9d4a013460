// Answers to the shared questions: between the fields of a form and the address's fragment, which
// no server ever sees. Unknown keys are ignored.
const read = {
  bool: (fields) => ({ yes: true, no: false })[checked(fields)[0]],
  enum: (fields) => checked(fields)[0] || undefined,
  multi: (fields) => (checked(fields).length ? checked(fields) : undefined),
  geo: ([field]) => field.value || undefined,
  int: ([field]) => (/^\d+$/.test(field.value) ? Number(field.value) : undefined),
};
read.money = read.int;

const checked = (fields) => fields.filter((field) => field.checked).map((field) => field.value);
const fieldsOf = (group) => [...group.querySelectorAll("input, select")];
const groupsOf = (form) => [...form.querySelectorAll("[data-desk-question]")];

export function answersOf(form) {
  const answers = {};
  for (const group of groupsOf(form)) {
    const answer = read[group.dataset.type](fieldsOf(group));
    if (answer !== undefined) answers[group.dataset.deskQuestion] = answer;
  }
  return answers;
}

const written = (answer) =>
  answer === true ? "yes" : answer === false ? "no" : Array.isArray(answer) ? answer.join(".") : answer;

export function toFragment(answers, before = location.hash) {
  const fragment = new URLSearchParams(before.includes("=") ? before.slice(1) : "");
  for (const [key, answer] of Object.entries(answers)) {
    if (answer === undefined || (Array.isArray(answer) && !answer.length)) fragment.delete(key);
    else fragment.set(key, written(answer));
  }
  return fragment.toString();
}

export function fill(form, hash = location.hash) {
  const fragment = new URLSearchParams(hash.includes("=") ? hash.slice(1) : "");
  for (const group of groupsOf(form)) {
    const value = fragment.get(group.dataset.deskQuestion) ?? "";
    const values = group.dataset.type === "multi" ? value.split(".") : [value];
    for (const field of fieldsOf(group)) {
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = values.includes(field.value);
      } else {
        const known = field.tagName !== "SELECT" || [...field.options].some((one) => one.value === value);
        field.value = known ? value : "";
      }
    }
    // An answer that is not on offer is no answer.
    const radios = fieldsOf(group).filter((field) => field.type === "radio");
    if (radios.length && !radios.some((field) => field.checked)) radios.at(-1).checked = true;
  }
}
