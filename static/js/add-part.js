/* One more set of the same questions: the last one copied, emptied, renumbered. */
export default function addPart(box) {
  const button = box.querySelector(":scope > button");
  button.addEventListener("click", () => {
    const sets = box.querySelectorAll(":scope > fieldset");
    const former = sets.length - 1;
    const set = sets[former].cloneNode(true);
    for (const each of set.querySelectorAll("[id], [name], [for], [aria-describedby]")) {
      for (const name of ["id", "name", "for", "aria-describedby"]) {
        if (each.hasAttribute(name)) {
          each.setAttribute(name, each.getAttribute(name).replaceAll(`-${former}-`, `-${former + 1}-`));
        }
      }
      if (each.type === "radio" || each.type === "checkbox") each.checked = each.defaultChecked && !each.value;
      else if ("value" in each) each.value = "";
      each.removeAttribute("aria-invalid");
    }
    for (const error of set.querySelectorAll(".invalid-feedback")) error.remove();
    set.querySelector("legend").textContent = former + 2;
    button.before(set);
    set.querySelector("input, textarea, select").focus();
  });
}
