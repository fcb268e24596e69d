/* A link to a question becomes a window over the page, where the browser knows popovers. */
export default function confirm(link) {
  const question = document.getElementById(link.dataset.dialog);
  if (!question?.showPopover) return;

  link.setAttribute("role", "button");
  link.setAttribute("aria-haspopup", "dialog");
  const open = (event) => {
    event.preventDefault();
    question.showPopover();
    question.focus();
  };
  link.addEventListener("click", open);
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") open(event); // a button answers to the space bar
  });
  question.addEventListener("toggle", (event) => {
    if (event.newState === "closed") link.focus();
  });
}
