// Shows new lines of an interview as they become public. The page has all lines so far; this continues where it stops.
// First by server-sent events; where a connection lets none through, by asking every two seconds.

const list = document.querySelector("[data-live]");
const state = document.querySelector("[data-live-state]");
const notice = document.querySelector("[data-stage-notice]");
const POLL = 2000;
const QUIET = 25000; // The server says something at least every 15 seconds.
let after = Number(list.dataset.after);
let stage = list.dataset.stage;

const say = (words) => {
  if (state.textContent !== words) state.textContent = words;
};

function place(data) {
  const holder = document.createElement("template");
  holder.innerHTML = data.html;
  const line = holder.content.querySelector("li");
  const there = document.getElementById(line.id);
  if (there) {
    there.replaceWith(line);
  } else {
    const next = [...list.children].find((each) => Number(each.dataset.position) > data.position);
    list.insertBefore(line, next ?? null);
  }
  line.classList.add("interview-line--new");
  document.querySelector("[data-live-empty]")?.remove();
}

function take(id, name, text) {
  // What was seen before, after a coming back, is not shown twice.
  if (id <= after) return;
  after = id;
  const data = JSON.parse(text);
  if (name === "line") {
    place(data);
  } else if (name === "stage" && data.stage !== stage) {
    stage = data.stage;
    for (const words of notice.querySelectorAll("[data-when]")) words.hidden = words.dataset.when !== stage;
    notice.hidden = false;
  }
}

async function poll() {
  let wait = POLL;
  try {
    const answer = await fetch(`${list.dataset.live}?form=json&after=${after}`, { credentials: "same-origin" });
    if (answer.status === 404) return;
    if (!answer.ok) throw new Error(String(answer.status));
    for (const { id, name, data } of (await answer.json()).events) take(id, name, data);
    say(state.dataset.connected);
  } catch {
    say(state.dataset.waiting);
    wait = POLL * 3;
  }
  setTimeout(poll, wait);
}

function follow() {
  const source = new EventSource(`${list.dataset.live}?after=${after}`);
  let opened = false;
  let failures = 0;
  const instead = () => {
    source.close();
    poll();
  };
  // A proxy that collects answers lets a connection open and says nothing.
  const patience = setTimeout(() => {
    if (!opened) instead();
  }, QUIET);
  source.addEventListener("open", () => {
    opened = true;
    failures = 0;
    clearTimeout(patience);
    say(state.dataset.connected);
  });
  for (const name of ["line", "stage"]) {
    source.addEventListener(name, (event) => take(Number(event.lastEventId), name, event.data));
  }
  source.addEventListener("error", () => {
    failures += 1;
    // Between two connections, which the server ends now and then, nothing is broken.
    if (failures > 3) say(state.dataset.waiting);
    if (source.readyState === EventSource.CLOSED) {
      clearTimeout(patience);
      instead();
    }
  });
}

if (window.EventSource) follow();
else poll();
