/* The page of the day: it counts the time that is left, and keeps notes on the device until they are sent. On every page:
   what this device keeps of somebody who is not here now goes. */
(() => {
  "use strict";
  const PREFIX = "leerkring-note:";
  const DRAFTS = "leerkring-draft:";
  const WHO = "leerkring-who";
  const PAGES = "leerkring-day";
  const HOURS = 3600 * 1000;
  const LONGEST_NOTE = 7 * 24 * HOURS;
  const LONGEST_PAGE = 24 * HOURS;
  const REST = 1500;
  const AGAIN = 10000;
  const day = () => document.querySelector("[data-day]");
  const forms = () => [...document.querySelectorAll("form[data-note]")];

  /* Time left: by the clock of the house, as far as this page came from there. */
  let skew = 0;
  const count = () => {
    for (const place of document.querySelectorAll("[data-until]")) {
      const { left: some, one, over, overOne, done, until, most } = place.dataset;
      const left = Math.min(Number(most), Math.ceil((Date.parse(until) - Date.now() - skew) / 60000));
      const words = left > 1 ? some : left === 1 ? one : left === 0 ? done : left === -1 ? overOne : over;
      const said = words.replace("#", Math.abs(left));
      if (place.textContent !== said) place.textContent = said;
      place.classList.toggle("left-over", left < 0);
    }
  };
  setInterval(count, 5000);

  /* Whose page this is: a mark that is nobody's id, empty for a stranger, undefined where nobody can say. */
  const who = () => document.getElementById("page")?.dataset.who;

  /* What is kept of others goes, and what is too old: pages after a day, notes after a week. */
  const old = new Set();
  const sweepNotes = (here) => {
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
      const mine = here && name.startsWith(`${PREFIX}${here}:`);
      const late = mine && !(Date.now() - JSON.parse(localStorage.getItem(name)).at < LONGEST_NOTE);
      if (late) old.add(name);
      if (late || !mine) localStorage.removeItem(name);
    }
    if (here) localStorage.setItem(WHO, here);
    else localStorage.removeItem(WHO);
  };
  /* What somebody began to write in a form (drafts.js). A stranger may be its writer, whose sign-in ended. */
  const sweepDrafts = (mine) => {
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith(DRAFTS) && !(mine && name.startsWith(`${DRAFTS}${mine}:`))) sessionStorage.removeItem(name);
    }
  };
  document.addEventListener("submit", (event) => {
    try { if (event.target.matches("form[action='/uitloggen']")) sweepDrafts(""); } catch { /* nothing was kept */ }
  }, true);
  const sweepPages = async (here) => {
    if (!window.caches || !(await caches.has(PAGES))) return;
    const cache = await caches.open(PAGES);
    for (const request of await cache.keys()) {
      if (new URL(request.url).pathname.startsWith("/static/")) continue;
      const { headers } = await cache.match(request);
      const late = !(Date.now() - Number(headers.get("Leerkring-Kept")) < LONGEST_PAGE);
      if (late || headers.get("Leerkring-Who") !== here) return void (await caches.delete(PAGES));
    }
  };
  const leave = async () => {
    document.getElementById("page").remove();
    await caches.delete(PAGES);
    location.replace("/");
  };
  let swept;
  let sweeping = Promise.resolve();
  /* Whether this page is for who is here. A page that was kept says nothing of who is here now. */
  const sweep = () => {
    const here = who();
    if (here === undefined || here === swept) return true;
    if (day()?.hasAttribute("data-kept") && localStorage.getItem(WHO) !== here) {
      leave();
      return false;
    }
    if (swept && day()) location.reload();
    swept = here;
    try { sweepNotes(here); if (here) sweepDrafts(here); } catch { /* this browser lets us keep nothing */ }
    sweeping = sweepPages(here).catch(() => {});
    return true;
  };
  navigator.serviceWorker?.addEventListener("message", (event) => { if (event.data === "others") location.reload(); });

  /* Notes. A draft stands in this page, and on this device while its writer is signed in here, until the house said that it
     has it: {words, version, flight, theirs, at}. */
  const memory = new Map();
  const key = (form) => `${PREFIX}${who()}:${day().dataset.day}:${form.dataset.note}`;
  const read = (form) => memory.get(key(form)) ?? JSON.parse(localStorage.getItem(key(form)) ?? "null");
  const write = (form, draft) => {
    const kept = { ...draft, at: draft.at ?? Date.now() };
    memory.set(key(form), kept);
    if (who() && localStorage.getItem(WHO) === who()) localStorage.setItem(key(form), JSON.stringify(kept));
  };
  const drop = (form) => {
    memory.delete(key(form));
    localStorage.removeItem(key(form));
  };
  const fresh = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
  const text = (form) => form.querySelector("textarea");
  const words = () => document.getElementById("notities").dataset;
  const say = (form, said) => {
    const place = form.querySelector("[data-state]");
    if (place.textContent !== said) place.textContent = said;
  };
  const timers = new Map();
  const soon = (form, wait) => {
    clearTimeout(timers.get(form.dataset.note));
    timers.set(form.dataset.note, setTimeout(() => send(form.dataset.note), wait));
  };
  const same = (one, other) => one.replace(/\s+/g, " ").trim() === other.replace(/\s+/g, " ").trim();

  const saved = (form, flight, version) => {
    form.elements.version.value = version;
    const now = read(form);
    if (now && now.words !== flight.words) {
      write(form, { ...now, version, flight: null, theirs: null });
      soon(form, 0);
    } else {
      drop(form);
      say(form, words().saved);
    }
  };

  const showBoth = (form, draft) => {
    const place = form.querySelector("[data-conflict]");
    place.hidden = draft?.theirs == null;
    if (place.hidden) return;
    place.querySelector("[data-theirs]").textContent = draft.theirs;
    form.closest("details").open = true;
    say(form, words().both);
  };

  const busy = new Set();
  const send = async (note) => {
    const form = forms().find((one) => one.dataset.note === note);
    const draft = form && read(form);
    if (!draft || draft.theirs != null || busy.has(note)) return;
    const flight = draft.flight ?? { key: fresh(), words: draft.words, version: draft.version };
    write(form, { ...draft, flight });
    busy.add(note);
    say(form, words().saving);
    try {
      const body = new URLSearchParams({ key: flight.key, who: who(), point: note, words: flight.words, version: flight.version });
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      const isJson = (answer.headers.get("content-type") ?? "").startsWith("application/json");
      if (!isJson) {
        say(form, answer.status < 500 ? words().signedOut : words().kept);
        soon(form, AGAIN);
        return;
      }
      const told = await answer.json();
      if (answer.ok) return saved(form, flight, told.version);
      if (answer.status === 409 && same(told.words, flight.words)) return saved(form, flight, told.version);
      const now = read(form) ?? draft;
      if (answer.status === 409) {
        const both = { ...now, version: told.version, flight: null, theirs: told.words };
        write(form, both);
        showBoth(form, both);
      } else {
        write(form, { ...now, flight: null });
        if (told.others) localStorage.removeItem(key(form));
        say(form, told.fault);
      }
    } catch {
      say(form, words().kept);
      soon(form, AGAIN);
    } finally {
      busy.delete(note);
    }
  };

  const typed = (form) => {
    const draft = read(form);
    const version = draft?.version ?? Number(form.elements.version.value);
    write(form, { words: text(form).value, version, flight: draft?.flight ?? null, theirs: draft?.theirs ?? null });
    if (draft?.theirs == null) {
      say(form, navigator.onLine ? "" : words().kept);
      soon(form, REST);
    }
  };

  const choose = (form, which) => {
    const draft = read(form);
    if (!draft) return;
    if (which === "both") text(form).value = `${draft.theirs}\n\n${draft.words}`;
    if (which === "theirs") text(form).value = draft.theirs;
    form.elements.version.value = draft.version;
    write(form, { words: text(form).value, version: draft.version, flight: null, theirs: null });
    showBoth(form, null);
    text(form).focus();
    send(form.dataset.note);
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-note]");
    if (form) typed(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-note]");
    if (!form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    typed(form);
    soon(form, 0);
  }, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-choose]");
    if (button) choose(button.closest("form"), button.dataset.choose);
  });

  /* What was typed here before and not sent comes back, and is sent. */
  const bring = () => {
    for (const form of forms()) {
      const draft = read(form);
      if (!draft && old.has(key(form))) say(form, words().old);
      if (!draft) continue;
      text(form).value = draft.words;
      showBoth(form, draft);
      if (draft.theirs == null) {
        say(form, words().kept);
        soon(form, 0);
      }
    }
  };

  const follow = () => {
    const now = document.getElementById("nu")?.dataset.current;
    if (!now || now === follow.last) return;
    follow.last = now;
    const typing = document.activeElement?.closest?.("form[data-note]");
    const next = document.getElementById(`bij-${now}`);
    if (next && !typing) next.open = true;
  };

  const showLine = () => {
    const place = document.querySelector("[data-offline]");
    if (place) place.hidden = navigator.onLine && !day().hasAttribute("data-kept");
  };
  window.addEventListener("offline", () => { if (day()) showLine(); });
  const back = () => {
    if (!day()) return;
    day().removeAttribute("data-kept");
    showLine();
    forms().forEach((form) => soon(form, 0));
  };
  window.addEventListener("online", back);
  /* A device can be online all the while, and the house not. */
  document.addEventListener("leerkring:back", back);

  /* The worker keeps this page; what was open before it came is asked for once more, so that it has it. */
  const readable = async () => {
    if (!navigator.serviceWorker || !who() || !window.isSecureContext) return;
    await sweeping;
    const scope = location.pathname;
    await navigator.serviceWorker.register(day().dataset.worker, { scope });
    await navigator.serviceWorker.ready;
    if (!(await caches.match(scope))) {
      if (!navigator.serviceWorker.controller) {
        await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
      }
      await fetch(scope);
    }
    day()?.setAttribute("data-readable", "");
  };

  let begun = null;
  const begin = () => {
    const here = day();
    if (!sweep() || !here) return;
    if (begun !== here) {
      begun = here;
      follow.last = document.getElementById("nu")?.dataset.current;
      if (here.hasAttribute("data-fresh")) skew = Date.parse(here.dataset.now) - Date.now();
      document.querySelector("[data-with-script]")?.removeAttribute("hidden");
      bring();
      readable().catch(() => {});
    }
    follow();
    showLine();
    count();
  };
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:after:swap", begin);
})();
