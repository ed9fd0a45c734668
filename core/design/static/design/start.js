"use strict";
// Runs before the page is drawn, so that nothing jumps: says that scripts run and restores the text size.
document.documentElement.setAttribute("data-scripts", "");
try {
  if (localStorage.getItem("countywide-care") === "on") document.documentElement.setAttribute("data-large-text", "");
} catch {
  // A browser may refuse storage: the page is then shown at its normal size.
}
