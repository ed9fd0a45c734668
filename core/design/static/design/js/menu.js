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
