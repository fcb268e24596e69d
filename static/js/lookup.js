/* Proposes lines of the frameworks under a search field, as one types: a combobox with a list (ARIA APG).
   Choosing one puts its name in the field and sends the search; without this script one presses the button. */

const LEAST = 3; // letters
const PAUSE = 200; // milliseconds without a key before asking

export default function lookup(box) {
  const input = box.querySelector("input");
  const list = box.querySelector("[role=listbox]");
  const said = box.querySelector("[role=status]");
  let [asked, chosen, timer] = [0, -1, 0];

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (place) => {
    const options = list.children;
    if (chosen >= 0) options[chosen].setAttribute("aria-selected", "false");
    chosen = (place + options.length) % options.length;
    options[chosen].setAttribute("aria-selected", "true");
    options[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[chosen].id);
  };
  const take = (option) => {
    input.value = option.dataset.label;
    close();
    input.form.requestSubmit();
  };
  const option = (line, place) => {
    const item = document.createElement("li");
    const note = document.createElement("span");
    item.id = `${list.id}-${place}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.label = line.label;
    note.className = "fil-note-line";
    note.textContent = [line.framework.toUpperCase(), line.note, line.above].filter(Boolean).join(" · ");
    item.append(line.label, note);
    return item;
  };
  const show = (answer) => {
    list.replaceChildren(...answer.found.map(option));
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = !answer.found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    list.scrollIntoView({ block: "nearest" });
    said.textContent = answer.found.length ? box.dataset.some.replace("{n}", answer.found.length) : box.dataset.none;
  };
  const ask = async () => {
    const turn = (asked += 1);
    const url = new URL(box.dataset.lookup, location);
    const framework = input.form.elements.framework;
    url.searchParams.set("q", input.value);
    if (framework) url.searchParams.set("framework", framework.value);
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" }, redirect: "error" });
      if (answer.ok && turn === asked) show(await answer.json());
    } catch {
      close(); // no network: the button still works
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    asked += 1;
    if (input.value.trim().length < LEAST) close();
    else timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // a search field would be emptied
      close();
    } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      mark(event.key === "ArrowDown" ? chosen + 1 : Math.max(chosen, 0) - 1);
    } else if (!list.hidden && event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(list.children[chosen]);
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const found = event.target.closest("[role=option]");
    if (found) take(found);
  });
  input.addEventListener("blur", close);
}
