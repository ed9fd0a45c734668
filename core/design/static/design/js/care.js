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
