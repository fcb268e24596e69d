/* Says in the contents which part is being read, and opens what is folded before it is printed. */
export default function whereOneIs(contents) {
  const links = new Map([...contents.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const parts = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const seen = new Set();
  const watch = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) seen[isIntersecting ? "add" : "delete"](target);
    const first = parts.find((part) => seen.has(part));
    if (!first) return;
    for (const [id, link] of links) {
      if (id === first.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }, { rootMargin: "-10% 0px -60% 0px" });
  parts.filter((part) => part.id !== "panel").forEach((part) => watch.observe(part));
  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll(".fil-record details, #brought details")) details.open = true;
  });
}
