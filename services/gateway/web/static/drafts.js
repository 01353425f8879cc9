/* Forms in which people write much: what is typed outlives a reload and a sign-in that ended, in this tab only (C097).
   It goes once the house has it; day.js takes it away at sign-out, and from who is not its writer. */
(() => {
  "use strict";
  const PREFIX = "leerkring-draft:";
  const LONGEST = 12 * 3600 * 1000;
  const TYPED = "textarea, input:not([type]), input[type=text]";
  const who = () => document.getElementById("page")?.dataset.who;
  const forms = () => [...document.querySelectorAll("form[data-draft]")];
  const fields = (form) => [...form.querySelectorAll(TYPED)].filter((field) => field.name);
  const key = (form) => `${PREFIX}${who()}:${form.getAttribute("action")}`;
  const read = (name) => JSON.parse(sessionStorage.getItem(name) ?? "null");
  const write = (name, draft) => sessionStorage.setItem(name, JSON.stringify(draft));
  const version = (form) => form.querySelector("input[type=hidden][name=version]");

  /* {values, version, sent, at}: the version that was seen goes along, so that nobody's newer text is written over unseen. */
  const keep = (form) => {
    if (!who()) return;
    const same = fields(form).every((field) => field.value === field.defaultValue);
    if (same && !document.getElementById("fouten")) return void sessionStorage.removeItem(key(form));
    const values = Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
    write(key(form), { values, version: version(form)?.value, sent: false, at: Date.now() });
  };

  const offer = (form, seen) => {
    const place = document.createElement("div");
    const line = document.createElement("p");
    const button = document.createElement("button");
    place.className = "note note-calm";
    place.setAttribute("role", "status");
    button.type = "button";
    button.className = "as-link";
    button.textContent = form.dataset.drop;
    button.addEventListener("click", () => {
      sessionStorage.removeItem(key(form));
      for (const field of fields(form)) field.value = field.defaultValue;
      if (version(form)) version(form).value = seen;
      place.remove();
      fields(form)[0].focus();
    });
    line.append(form.dataset.draft, " ", button);
    place.append(line);
    form.before(place);
  };

  const brought = new WeakSet();
  const bring = (form) => {
    if (brought.has(form) || !who()) return;
    brought.add(form);
    const draft = read(key(form));
    if (!draft) return;
    if (!(Date.now() - draft.at < LONGEST)) return void sessionStorage.removeItem(key(form));
    const lost = fields(form).filter((field) => draft.values[field.name] !== undefined && draft.values[field.name] !== field.value);
    if (!lost.length) return;
    const seen = version(form)?.value;
    for (const field of lost) field.value = draft.values[field.name];
    if (version(form) && draft.version !== undefined) version(form).value = draft.version;
    offer(form, seen);
  };

  /* What came of what was sent: it is there when the next page of its writer says nothing is wrong and does not ask again. */
  const settle = (again) => {
    for (const name of Object.keys(sessionStorage).filter((one) => one.startsWith(PREFIX))) {
      const draft = read(name);
      if (!draft.sent) continue;
      const form = forms().find((one) => key(one) === name);
      const asked = form && fields(form).some((field) => field.value && field.value === draft.values[field.name]);
      const wrong = again || asked || !name.startsWith(`${PREFIX}${who()}:`) || document.querySelector("#fouten, [data-mishap]");
      if (wrong && !document.getElementById("gedaan")) {
        write(name, { ...draft, sent: false });
        if (form && asked) {
          brought.add(form);
          keep(form);
        }
      } else {
        sessionStorage.removeItem(name);
      }
    }
  };

  const safely = (step) => { try { step(); } catch { /* this browser lets us keep nothing */ } };
  const begin = (again) => safely(() => {
    settle(again);
    forms().forEach(bring);
  });
  const marked = (event) => event.target.closest?.("form[data-draft]");
  document.addEventListener("input", (event) => { if (marked(event)) safely(() => keep(marked(event))); });
  document.addEventListener("submit", (event) => safely(() => {
    const form = marked(event);
    if (form) keep(form);
    /* The page that asks to send the same once more (frame/error.html) does so to the same address, and may not know who is here. */
    const there = `:${event.target.getAttribute("action")}`;
    for (const name of Object.keys(sessionStorage).filter((one) => one.startsWith(PREFIX) && one.endsWith(there))) {
      write(name, { ...read(name), sent: true });
    }
  }), true);
  document.addEventListener("htmx:error", () => safely(() => settle(true)));
  document.addEventListener("htmx:after:swap", (event) => { if (!event.detail.ctx.quiet) begin(false); });
  document.addEventListener("DOMContentLoaded", () => {
    begin(["reload", "back_forward"].includes(performance.getEntriesByType("navigation")[0]?.type));
  });
})();
