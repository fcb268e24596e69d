/* Two keys that act alone: / looks for something, ? lists the keys. Never while one writes, never with
   another key held; the page of the keys turns them off (WCAG 2.1.4). */
const WRITING = "input, textarea, select, [contenteditable]";

export default function shortcuts(body) {
  const { keys, search } = body.dataset;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest?.(WRITING)) return;
    if (event.key === "?") go(event, keys);
    if (event.key === "/") look(event, search);
  });
  document.querySelector(".fil-top-search")?.setAttribute("aria-keyshortcuts", "/"); // true from now on
}

function look(event, search) {
  const field = document.querySelector("main input[type=search]");
  if (!field) {
    go(event, search);
    return;
  }
  event.preventDefault();
  field.focus();
  field.select();
}

function go(event, address) {
  if (!address) return;
  event.preventDefault();
  window.location.assign(address);
}
