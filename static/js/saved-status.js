/* Warns before leaving a form whose words are not saved. Nothing is kept on the machine: it may be shared. */
export default function savedStatus(form) {
  let changed = false;
  const warn = (event) => {
    if (changed) event.preventDefault();
  };

  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", warn);
}
