/* Passkeys: puts the question of the server to the key of this device, and sends its answer with the form it belongs to. */
(() => {
  "use strict";
  const known = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.PublicKeyCredential.parseCreationOptionsFromJSON);

  /* Without passkeys in this browser the words that stand there without JavaScript stay. */
  const show = () => {
    if (!known) return;
    document.querySelectorAll("[data-passkey-on]").forEach((part) => { part.hidden = false; });
    document.querySelectorAll("[data-passkey-off]").forEach((part) => { part.hidden = true; });
  };

  const answer = async (form) => {
    const asked = await fetch(form.dataset.ask, { method: "POST", headers: { accept: "application/json" } });
    const { challengeId, options, fault } = await asked.json();
    if (fault) throw new Error(fault);
    const read = JSON.parse(options);
    const credential = form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(read) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(read) });
    form.elements.challenge_id.value = challengeId;
    form.elements.credential.value = JSON.stringify(credential.toJSON());
  };

  const say = (form, sentence) => {
    const place = form.querySelector("[data-passkey-fault]");
    place.textContent = sentence;
    place.hidden = !sentence;
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset.passkey) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    say(form, "");
    try {
      await answer(form);
      form.submit();
    } catch (error) {
      const words = form.dataset;
      say(form, error.name === "InvalidStateError" ? words.twice : error.name === "Error" ? error.message : words.stopped);
    } finally {
      delete form.dataset.busy;
    }
  });

  document.addEventListener("htmx:after:swap", show);
  document.addEventListener("DOMContentLoaded", show);
})();
