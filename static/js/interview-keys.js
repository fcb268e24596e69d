/* Keys of an interview, each alone: b the brief, 1 to 9 the parts, s the synthesis, a an action to propose,
   o the next tool. Never while one writes, never with another key held, and not at all for whoever turned
   them off on the page of the keys (WCAG 2.1.4): this is then not loaded. */
const WRITING = "input, textarea, select, [contenteditable]";

export default function interviewKeys(page) {
  const parts = [...page.querySelectorAll(".fil-toc [data-numbered] a")];
  const brief = page.querySelector(".fil-toc a[data-key]");
  const tools = [...page.querySelectorAll(".fil-tools a")];
  parts.slice(0, 9).forEach((link, place) => link.setAttribute("aria-keyshortcuts", `${place + 1}`));
  brief?.setAttribute("aria-keyshortcuts", "b");

  const acts = {
    b: () => brief && arrive(brief.hash),
    s: () => page.querySelector("#said"),
    a: () => opened(page.querySelector("#propose-action"))?.querySelector("input:not([type=hidden])"),
    o: () => tools[(tools.indexOf(document.activeElement) + 1) % tools.length],
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest?.(WRITING)) return;
    const number = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]; // with or without Shift: AZERTY
    const link = number && parts[number - 1];
    const there = link ? arrive(link.hash) : !event.shiftKey && acts[event.key.toLowerCase()]?.();
    if (!there) return;
    event.preventDefault();
    there.focus();
    there.scrollIntoView({ block: "nearest" });
  });
}

function arrive(hash) {
  const part = document.getElementById(hash.slice(1));
  part?.scrollIntoView();
  return part;
}

function opened(details) {
  if (details) details.open = true;
  return details;
}
