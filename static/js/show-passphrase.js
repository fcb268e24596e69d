/* Lets a person read what they type. The passphrase is hidden again before the form leaves. */
export default function showPassphrase(group) {
  const field = group.querySelector("input");
  const button = group.querySelector("button");
  const words = button.querySelector("span");

  const show = (visible) => {
    field.type = visible ? "text" : "password";
    button.setAttribute("aria-pressed", String(visible));
    words.textContent = visible ? group.dataset.hide : group.dataset.show;
  };

  field.setAttribute("autocapitalize", "none");
  field.spellcheck = false;
  button.addEventListener("click", () => show(field.type === "password"));
  field.form?.addEventListener("submit", () => show(false));
}
