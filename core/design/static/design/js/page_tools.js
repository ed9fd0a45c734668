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
