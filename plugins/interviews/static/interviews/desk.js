// The desks of host and guests: buttons without loading the page anew, questions and lines that come by themselves, keys.
// Without it everything works all the same, by loading the page.

const desk = document.querySelector("[data-desk]");
const state = desk.querySelector("[data-desk-state]");
const EVERY = 1500;

// What somebody is at work in is not changed under their hands.
const busy = (item) => {
  if (item.querySelector("details[open]")) return true;
  const active = document.activeElement;
  if (item.contains(active) && active.matches("textarea, input, select")) return true;
  return [...item.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
};

// Wagtail's own script adds attributes to what it finds; what the server sent is compared with what it sent before.
const sent = new Map();

function renew(list, fresh) {
  const items = [...fresh.children];
  const wanted = new Set(items.map((item) => item.id));
  for (const old of [...list.children]) {
    if (!wanted.has(old.id) && !busy(old)) {
      const next = old.nextElementSibling ?? old.previousElementSibling;
      if (old.contains(document.activeElement)) next?.focus();
      old.remove();
      sent.delete(old.id);
    }
  }
  items.forEach((item, place) => {
    const html = item.outerHTML.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");
    let there = document.getElementById(item.id);
    const same = there && sent.get(item.id) === html;
    if (there && !same && !busy(there)) {
      const focused = there.contains(document.activeElement);
      there.replaceWith(item);
      there = item;
      if (focused) item.focus();
      sent.set(item.id, html);
    } else if (!there) {
      there = item;
      list.insertBefore(item, list.children[place] ?? null);
      sent.set(item.id, html);
    }
    if (list.children[place] !== there && !there.contains(document.activeElement)) {
      list.insertBefore(there, list.children[place] ?? null);
    }
  });
}

async function look() {
  const answer = await fetch(desk.dataset.board, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const board = desk.querySelector("[data-desk-board]");
  const lists = fresh.querySelectorAll("[data-items]");
  board.querySelectorAll("[data-items]").forEach((list, number) => renew(list, lists[number]));
  // Another stage has other forms.
  if (fresh.querySelector("[data-desk-board]").dataset.stage !== board.dataset.stage) window.location.reload();
}

async function keepLooking() {
  if (document.visibilityState === "visible") {
    try {
      await look();
      if (state.textContent === desk.dataset.failed) state.textContent = "";
    } catch {
      state.textContent = desk.dataset.failed;
    }
  }
  setTimeout(keepLooking, EVERY);
}

async function send(form, button) {
  const body = new FormData(form);
  if (button?.name) body.append(button.name, button.value);
  form.dataset.busy = "1";
  try {
    const answer = await fetch(window.location.href, {
      method: "POST",
      body,
      credentials: "same-origin",
      headers: { Accept: "application/json" },
    });
    const { problems } = await answer.json();
    state.textContent = problems.length ? problems.join(" ") : desk.dataset.sent;
    if (!problems.length) {
      if (form.hasAttribute("data-clears")) form.reset();
      else {
        for (const field of form.querySelectorAll("textarea")) field.defaultValue = field.value;
        form.closest("details")?.removeAttribute("open");
        if (form.contains(document.activeElement)) form.closest("[data-item]")?.focus();
      }
      await look();
    }
  } catch {
    state.textContent = desk.dataset.failed;
  }
  delete form.dataset.busy;
}

desk.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-desk-form]")) return;
  event.preventDefault();
  // A second press while the first is under way does nothing.
  if (!form.dataset.busy) send(form, event.submitter);
});

desk.addEventListener("keydown", (event) => {
  const typing = event.target.matches("textarea, input, select");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && typing) {
    event.preventDefault();
    event.target.form?.requestSubmit(event.target.form.querySelector("button[type=submit]"));
    return;
  }
  const item = event.target.closest("[data-item]");
  if (!item || typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") {
    event.preventDefault();
    (key === "j" ? item.nextElementSibling : item.previousElementSibling)?.focus();
  } else if (key === "w") {
    const field = item.querySelector("[data-write]");
    if (field) {
      event.preventDefault();
      field.focus();
    }
  } else {
    const button = item.querySelector(`[data-key="${key}"]`);
    if (button) {
      event.preventDefault();
      button.click();
    }
  }
});

for (const item of desk.querySelectorAll("[data-items] > li")) {
  sent.set(item.id, item.outerHTML.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, ""));
}
keepLooking();
