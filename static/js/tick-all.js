/* One box for all the boxes of a page. */
export default (form) => {
  const all = form.querySelector("[data-all]");
  const each = [...form.querySelectorAll("[name=who]")];
  const agree = () => {
    const ticked = each.filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === each.length;
    all.indeterminate = ticked > 0 && ticked < each.length;
  };
  all.addEventListener("change", () => each.forEach((box) => { box.checked = all.checked; }));
  form.addEventListener("change", agree);
  agree();
};
