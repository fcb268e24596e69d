/* Keeps the words of a form as they are typed, sealed on the server, and says where they stand. Nothing is
   kept on the machine: it may be shared. Leaving is held back only while words are nowhere but here. */

const PAUSE = 1500; // milliseconds without a key before words are sent
const AGAIN = [5, 10, 20, 40, 60]; // seconds before another try when the network is away

export default function savedStatus(form) {
  const line = form.querySelector("[data-saved]");
  if (!line) return;
  const [said, door] = [line.querySelector("[role=status]"), line.querySelector("a")];
  const keeps = line.dataset.whose !== ""; // not for a visitor, nor for whoever types for somebody
  const hidden = (name) => form.querySelector(`input[name="${name}"]`);
  let [changed, sending, leaving, tries, timer] = [false, false, false, 0, 0];

  const say = (state, time = "") => {
    const words = line.dataset[state].replace("{time}", time);
    if (said.textContent !== words) said.textContent = words;
    line.dataset.now = state;
    door.hidden = state !== "ended";
  };
  const later = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(keep, delay);
  };

  const body = () => {
    const answers = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const secret = form.elements[name]?.type === "password";
      if (typeof value === "string" && !secret) answers.append(name, value);
    }
    answers.set("unsaved-at", line.dataset.place);
    answers.set("unsaved-whose", line.dataset.whose);
    return answers;
  };
  const ask = (url, more = {}) =>
    fetch(url, { headers: { Accept: "application/json" }, redirect: "error", ...more });

  /* After a sign-in in another tab: the same person goes on, anybody else keeps nothing of these words. */
  const goOn = async () => {
    const answer = await ask("/unsaved/ready.json");
    if (!answer.ok) return say("ended");
    const now = await answer.json();
    if (now.whose !== line.dataset.whose) return say("other");
    if (tries++ > AGAIN.length) return say("offline"); // signed in, and refused still
    hidden("csrf_token").value = now.csrf;
    form.querySelector("input[name^='f-']").name = now.mark;
    return later(0);
  };

  /* The form was saved already, and somebody went back to it: these words are for another sheet. */
  const startAnew = async (answer) => {
    if (leaving) return;
    [hidden("unsaved").value, hidden("unsaved-rev").value] = [(await answer.json()).sheet, 0];
    later(0);
  };

  const settle = async (answer) => {
    if (answer.status === 400 || answer.status === 401) return goOn();
    if (answer.status === 409) return say("other");
    if (answer.status === 410) return startAnew(answer);
    if (answer.status === 413) return say("long");
    if (!answer.ok) throw new Error("try again");
    tries = 0;
    const kept = await answer.json();
    [hidden("unsaved").value, hidden("unsaved-rev").value] = [kept.sheet, kept.rev];
    if (changed) return later(PAUSE);
    return say("kept", kept.time);
  };

  async function keep(more = {}) {
    if (!keeps || sending || leaving || !changed) return;
    [sending, changed] = [true, false];
    try {
      const answer = await ask("/unsaved", { method: "POST", body: body(), ...more });
      changed = changed || !answer.ok;
      await settle(answer);
    } catch {
      changed = true;
      say("offline");
      later(1000 * AGAIN[Math.min(tries++, AGAIN.length - 1)]);
    } finally {
      sending = false;
    }
  }

  form.addEventListener("input", () => {
    changed = true;
    say("changed");
    later(PAUSE);
  });
  form.addEventListener("submit", (event) => {
    leaving = navigator.onLine;
    if (leaving) return;
    event.preventDefault(); // the browser's page of errors would take the words away
    changed = true;
    say("offline");
  });
  window.addEventListener("pageshow", async (event) => {
    const sent = leaving;
    leaving = false;
    if (!event.persisted || !sent) return;
    const answer = await fetch(location.href, { method: "HEAD", redirect: "manual" }).catch(() => null);
    if (answer?.type === "opaqueredirect") location.reload(); // it was saved: there is something to change by now
  });
  window.addEventListener("online", () => later(0));
  window.addEventListener("focus", () => later(0));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) keep({ keepalive: true });
  });
  window.addEventListener("beforeunload", (event) => {
    if ((changed || sending) && !leaving) event.preventDefault();
  });
  if (hidden("unsaved-rev")?.value === "0") say(hidden("rev") ? "clean" : "blank");
}
