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

// Questions that are shown are numbered without a gap.
function count(form) {
  let number = Number(form.dataset.firstNumber || 1);
  for (const question of form.querySelectorAll("[data-question]")) {
    if (question.closest("[hidden]")) continue;
    question.querySelector(".survey-question__number").textContent = `${number}.`;
    number += 1;
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
    count(form);
  };
  form.addEventListener("change", update);
  form.addEventListener("input", update);
  update();
}

// What is typed is kept soon after each change, now and then while somebody types, again once a lost connection is
// back, and at the last moment when the page goes away.
function keep(form) {
  const state = form.querySelector("[data-keep-state]");
  const request = new AbortController();
  let waiting;
  let busy = false;
  let unsaved = false;
  const typed = () => {
    const body = new FormData(form);
    for (const control of form.querySelectorAll("input[type=file]")) body.delete(control.name);
    return body;
  };
  const later = (milliseconds) => {
    if (!form.dataset.sent) waiting ??= setTimeout(send, milliseconds);
  };
  async function send() {
    waiting = undefined;
    if (busy || !unsaved || form.dataset.sent) return;
    busy = true;
    unsaved = false;
    let said = form.dataset.unkept;
    try {
      const { signal } = request;
      const answer = await fetch(form.dataset.keep, { method: "POST", body: typed(), credentials: "same-origin", signal });
      unsaved = !answer.ok;
      said = answer.ok ? `${form.dataset.kept} ${(await answer.json()).at}` : form.dataset.refused;
    } catch {
      unsaved = true;
    }
    if (!form.dataset.sent) state.textContent = said;
    busy = false;
    if (unsaved) later(30000);
  }
  const soon = (milliseconds) => {
    unsaved = true;
    later(milliseconds);
  };
  form.addEventListener("change", () => {
    clearTimeout(waiting);
    waiting = undefined;
    soon(1500);
  });
  form.addEventListener("input", () => soon(10000));
  window.addEventListener("online", send);
  const leave = () => {
    if (unsaved && !form.dataset.sent && navigator.sendBeacon(form.dataset.keep, typed())) unsaved = false;
  };
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  window.addEventListener("pagehide", leave);
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    waiting = undefined;
    // A second press of "send" does nothing; the server would take the sheet once all the same.
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    request.abort();
    setTimeout(() => delete form.dataset.sent, 8000);
  });
}

// Who writes beside "other" means it.
function tickOther(form) {
  for (const text of form.querySelectorAll("[data-other]")) {
    const box = form.querySelector(`[name="${text.dataset.other}"][value=other]`);
    text.addEventListener("input", () => {
      if (!text.value.trim() || box.checked) return;
      box.checked = true;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
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
  tickOther(form);
  if (form.dataset.keep) keep(form);
}
document.querySelector("#survey-errors")?.focus();
