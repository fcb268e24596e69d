/* Asks the device for a passkey, puts its answer in the form and sends it. What to ask is in data-options:
   to make one where the form names it, to use one elsewhere. A device that says no leaves the page as it is. */
export default function passkey(block) {
  const { options, makes } = block.dataset;
  const known = window.PublicKeyCredential?.parseRequestOptionsFromJSON;
  const button = block.querySelector("button[type=button]");
  const said = block.querySelector("[role=status]");
  if (!known) {
    block.hidden = true;
    return;
  }
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      const credential = await ask(JSON.parse(options), makes === "yes");
      const form = button.form;
      form.elements.signed.value = JSON.stringify(credential.toJSON());
      form.requestSubmit();
    } catch {
      said.textContent = block.dataset.refused;
    }
  });
}

function ask(options, makes) {
  return makes
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}
