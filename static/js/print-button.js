/* Opens the print window of the browser. */
export default function printButton(button) {
  button.addEventListener("click", () => window.print());
}
