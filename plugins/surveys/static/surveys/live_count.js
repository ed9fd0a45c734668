// Asks now and then how many answer sheets have come in, while the screen is looked at.
const count = document.querySelector("[data-live-count]");

async function ask() {
  if (document.visibilityState !== "visible") return;
  try {
    const answer = await fetch(count.dataset.liveCount, { credentials: "same-origin" });
    const text = answer.ok ? String((await answer.json()).count) : count.textContent;
    if (text !== count.textContent) count.textContent = text;
  } catch {
    // The next time will do.
  }
}

if (count) setInterval(ask, 5000);
