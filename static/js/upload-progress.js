/* Says how far the files of a form have gone, and lets one stop. Without it the form sends itself, and the
   browser says what it can. A refusal comes back as a page: its main part takes the place of this one. */

export default function uploadProgress(box) {
  const form = box.closest("form");
  const chosen = form.querySelector("input[type=file]");
  const [said, bar, stop] = ["[role=status]", "progress", "button"].map((name) => box.querySelector(name));
  const buttons = () => form.querySelectorAll("button[type=submit]");
  let request = null;

  const say = (state, value = "") => {
    const words = box.dataset[state].replace("{value}", value);
    if (said.textContent !== words) said.textContent = words;
  };
  const busy = (going) => {
    box.hidden = false;
    bar.hidden = stop.hidden = !going;
    for (const button of buttons()) button.disabled = going;
  };
  const halt = (state, value) => {
    busy(false);
    say(state, value);
    window.dispatchEvent(new Event("pageshow")); // nobody leaves after all: words go on being kept
  };
  const go = (loaded, total) => {
    bar.value = total ? Math.floor((100 * loaded) / total) : 0;
    say(loaded < total ? "sending" : "sealing", bar.value);
  };
  const arrive = () => {
    const next = request.status === 201 && request.getResponseHeader("Location");
    if (next) return location.assign(next);
    const main = request.response?.querySelector("main");
    if (!main) return halt("failed");
    document.title = request.response.title;
    document.querySelector("main").replaceWith(document.adoptNode(main));
    main.dispatchEvent(new CustomEvent("arrived", { bubbles: true }));
    return (main.querySelector("[autofocus]") ?? main).focus();
  };

  form.addEventListener("submit", (event) => {
    if (!chosen.files.length) return;
    event.preventDefault();
    const files = [...chosen.files];
    const heavy = files.find((file) => file.size > Number(box.dataset.most));
    const whole = files.reduce((sum, file) => sum + file.size, 0);
    if (heavy || whole > Number(box.dataset.whole)) {
      halt(heavy ? "heavy" : "many", heavy?.name);
      return;
    }
    request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "document";
    request.setRequestHeader("X-Sent-By", "upload-progress");
    request.upload.addEventListener("progress", ({ loaded, total }) => go(loaded, total));
    request.addEventListener("load", arrive);
    request.addEventListener("error", () => halt("failed"));
    request.addEventListener("abort", () => halt("stopped"));
    busy(true);
    go(0, 1);
    request.send(new FormData(form, event.submitter));
  });
  stop.addEventListener("click", () => request?.abort());
}
