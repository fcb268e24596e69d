/* The only script a page names. It loads the behaviours that the page asks for with data-module, and
   nothing else. Every page works without it. No string is ever turned into markup (Trusted Types). */

const FILES = new Set(["account-menu", "add-part", "confirm", "interview-keys", "lookup", "passkey", "print-button", "record-filter", "saved-status", "shortcuts", "show-passphrase", "tick-all", "upload-progress", "where-one-is"]);

function load(root) {
  /* Shows what only makes sense once a script runs. */
  for (const element of root.querySelectorAll("[data-needs-script]")) {
    element.removeAttribute("data-needs-script");
  }
  for (const element of root.querySelectorAll("[data-module]")) {
    const name = element.dataset.module;
    if (FILES.has(name)) {
      import(`./${name}.js`).then((module) => module.default(element));
    }
  }
}

/* A page that answers a refused form has no address of its own: told to the history as a plain visit, the
   way back does not stop at it with a question of the browser about sending the form again. */
if (performance.getEntriesByType("navigation")[0]?.responseStatus === 422) {
  history.replaceState(null, "", location.href);
}

load(document);
document.addEventListener("arrived", (event) => load(event.target)); // a part of a page that came later
