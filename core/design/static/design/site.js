"use strict";
{
// Buttons that open and close the part of the page which their aria-controls names.
const buttons = [...document.querySelectorAll("[data-discloses]")];

const show = (button, open) => {
  button.setAttribute("aria-expanded", String(open));
  document.getElementById(button.getAttribute("aria-controls")).toggleAttribute("data-open", open);
};
const isOpen = (button) => button.getAttribute("aria-expanded") === "true";
const sameGroup = (one, other) => one.dataset.discloses === other.dataset.discloses;

for (const button of buttons) {
  button.addEventListener("click", () => {
    const open = !isOpen(button);
    for (const other of buttons) if (other !== button && sameGroup(other, button)) show(other, false);
    show(button, open);
    if (open) document.getElementById(button.getAttribute("aria-controls")).querySelector("input")?.focus();
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const last = buttons.findLast(isOpen);
  if (!last) return;
  show(last, false);
  last.focus();
});

document.addEventListener("click", (event) => {
  for (const button of buttons) {
    if (button.dataset.discloses === "menu" && isOpen(button) && !button.parentElement.contains(event.target)) {
      show(button, false);
    }
  }
});
}
{
// The reader's choice of large text, kept in this browser only.
const button = document.querySelector("button[data-toggles-text]");
const root = document.documentElement;

if (button) {
  button.setAttribute("aria-pressed", String(root.hasAttribute("data-large-text")));
  button.addEventListener("click", () => {
    const on = root.toggleAttribute("data-large-text");
    button.setAttribute("aria-pressed", String(on));
    try {
      localStorage.setItem("countywide-care", on ? "on" : "off");
    } catch {
      // Storage may be refused: the choice then holds for this page alone.
    }
  });
}
}
{
// Copying a page's address, printing it, and the way back to its top.
const tools = document.querySelector("[data-page-tools]");

if (tools) {
  tools.hidden = false;
  tools.querySelector("[data-print]").addEventListener("click", () => window.print());
  const copy = tools.querySelector("[data-copy-link]");
  if (!navigator.clipboard) copy.hidden = true;
  copy.addEventListener("click", async () => {
    const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    await navigator.clipboard.writeText(address);
    tools.querySelector("[data-page-tools-status]").textContent = copy.dataset.done;
    copy.querySelector("span").textContent = copy.dataset.done;
  });
}

const toTop = document.querySelector("[data-to-top]");
if (toTop && "IntersectionObserver" in window) {
  const header = document.querySelector(".site-header");
  new IntersectionObserver(([entry]) => {
    const far = !entry.isIntersecting && window.scrollY > window.innerHeight;
    toTop.toggleAttribute("data-shown", far);
  }, { rootMargin: "100% 0px 0px 0px" }).observe(header);
}
}
