/* Finds words in a record as they are typed, without asking the server again: rows that do not say all of
   them are hidden, what is folded opens. Without this script the form is a page like any other. */
const ROWS = [":scope > ul > li", ":scope > .fil-holder tbody > tr", ":scope > .fil-fold > ul > li", ":scope > .fil-fold > .fil-holder tbody > tr", ":scope > .fil-cols ul > li"].join(",");
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const words = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

export default function recordFilter(form) {
  const record = document.getElementById("record");
  if (!record || new URLSearchParams(location.search).has("sought")) return; // found by the server already
  const field = form.querySelector("input[type=search]");
  const said = form.querySelector("[role=status]");
  const parts = [...record.querySelectorAll(":scope > section")].map((section) => {
    const rows = [...section.querySelectorAll(ROWS)];
    return { section, rows: (rows.length ? rows : [section]).map((row) => ({ row, words: words(row.textContent) })) };
  });
  const opened = new Set();

  const look = () => {
    const asked = words(field.value);
    let count = 0;
    for (const { section, rows } of parts) {
      let here = 0;
      for (const each of rows) {
        const found = asked.every((word) => each.words.some((one) => one.startsWith(word)));
        each.row.hidden = !found;
        here += found;
      }
      section.hidden = here === 0;
      count += asked.length && section.id !== "record-brief" ? here : 0;
    }
    unfold(asked.length > 0);
    said.textContent = !asked.length ? "" : count ? form.dataset.some.replace("{count}", count) : form.dataset.none;
  };

  const unfold = (searching) => {
    for (const details of record.querySelectorAll(".fil-fold")) {
      if (searching && !details.open) opened.add(details);
      if (searching || opened.has(details)) details.open = searching;
    }
    if (!searching) opened.clear();
  };

  field.addEventListener("input", look);
  form.addEventListener("submit", (event) => {
    if (!words(field.value).length) return;
    event.preventDefault();
    look();
  });
}
