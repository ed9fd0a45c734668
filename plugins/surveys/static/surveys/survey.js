// A survey's form: shows questions as their conditions come to hold, keeps what is typed, adds a position.
// Everything here is a comfort: the server decides the same conditions again, and works alone.

const empty = (value) => value === undefined || value === null || value === "" || value === false || (Array.isArray(value) && !value.length);

const codes = (value) => (empty(value) ? [] : value === true ? ["yes"] : Array.isArray(value) ? value : [String(value)]);

function compares(operator, values, value) {
  if (empty(value) || !values.length) return false;
  const given = Array.isArray(value) ? value.length : value;
  const numbers = [Number(given), Number(values[0])];
  const [left, right] = numbers.some(Number.isNaN) ? [String(given), values[0]] : numbers;
  return operator === "at_least" ? left >= right : left <= right;
}

function holds([question, operator, values], answers) {
  const value = answers[question];
  if (operator === "answered") return !empty(value);
  if (operator === "not_answered") return empty(value);
  const chosen = codes(value).some((code) => values.includes(code));
  if (operator === "is_any") return chosen;
  if (operator === "is_none") return !chosen;
  return compares(operator, values, value);
}

function shown(json, answers) {
  const { any, conditions } = JSON.parse(json);
  return any ? conditions.some((each) => holds(each, answers)) : conditions.every((each) => holds(each, answers));
}

// The answers of one question, by variable: Q1, or Q4:2 for a row of a matrix.
function read(question, answers) {
  const code = question.dataset.question;
  const prefix = `a-${code}`;
  for (const name of Object.keys(answers)) if (name === code || name.startsWith(`${code}:`)) delete answers[name];
  if (question.disabled || question.closest("[hidden]")) return;
  for (const control of question.querySelectorAll("input, select, textarea")) {
    if (!control.name.startsWith(prefix) || ["file", "hidden"].includes(control.type)) continue;
    const variable = control.name.slice(2).replace("-", ":");
    if (control.type === "radio" || control.type === "checkbox") {
      if (control.checked) answers[variable] = [...(answers[variable] || []), control.value];
    } else if (control.value.trim()) {
      answers[variable] = control.value.trim();
    }
  }
  // A ranking's places are the answer to the question as a whole.
  if (question.querySelector(".survey-ranking")) {
    const places = Object.keys(answers).filter((name) => name.startsWith(`${code}:`));
    if (places.length) answers[code] = places;
  }
}

function follow(form) {
  const answers = JSON.parse(form.dataset.answers || "{}");
  const update = () => {
    for (const block of form.querySelectorAll("[data-shown-if], [data-question]")) {
      if (block.dataset.shownIf) {
        const visible = shown(block.dataset.shownIf, answers);
        block.hidden = !visible;
        if (block instanceof HTMLFieldSetElement) block.disabled = !visible;
      }
      if (block.dataset.question) read(block, answers);
    }
  };
  form.addEventListener("change", update);
  form.addEventListener("input", update);
  update();
}

function keep(form) {
  const state = form.querySelector("[data-keep-state]");
  let waiting;
  let busy = false;
  const send = async () => {
    if (busy) return;
    busy = true;
    const body = new FormData(form);
    for (const control of form.querySelectorAll("input[type=file]")) body.delete(control.name);
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body, credentials: "same-origin" });
      if (answer.ok) state.textContent = `${form.dataset.kept} ${(await answer.json()).at}`;
    } catch {
      // Without a connection the next change tries again; what is typed stays on the page.
    }
    busy = false;
  };
  form.addEventListener("change", () => {
    clearTimeout(waiting);
    waiting = setTimeout(send, 1500);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    // A second press of "send" does nothing; the server would take the sheet once all the same.
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
}

function locate(form) {
  if (!navigator.geolocation || !window.isSecureContext) return;
  for (const line of form.querySelectorAll(".survey-locate")) {
    const state = line.querySelector("[data-locate-state]");
    const fields = line.closest("fieldset").querySelectorAll("[data-coordinate]");
    line.hidden = false;
    line.querySelector("[data-locate]").addEventListener("click", () => {
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          for (const field of fields) field.value = coords[field.dataset.coordinate].toFixed(5);
          state.textContent = state.dataset.found;
        },
        () => {
          state.textContent = state.dataset.failed;
        },
        { timeout: 10000 },
      );
    });
  }
}

for (const form of document.querySelectorAll("form[data-survey]")) {
  follow(form);
  locate(form);
  if (form.dataset.keep) keep(form);
}
document.querySelector("#survey-errors")?.focus();
