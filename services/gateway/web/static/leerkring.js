/* What Leerkring adds to htmx: where the focus goes, what is said aloud, and open pages that stay current. */
(() => {
  "use strict";
  const words = () => document.getElementById("live-words");
  const look = (as) => words()?.setAttribute("class", as);

  const say = (text) => {
    const place = words();
    if (!place || !text) return;
    place.textContent = "";
    setTimeout(() => { place.textContent = text; }, 50);
  };

  /* A message is shown once: going back or reloading does not repeat it. */
  const tidyAddress = () => {
    const address = new URL(location.href);
    if (!address.searchParams.has("gedaan")) return;
    address.searchParams.delete("gedaan");
    history.replaceState(history.state, "", address.pathname + address.search + address.hash);
  };

  /* After a page came in: to what needs to be read first, else to the top of the content. */
  const placeFocus = (toContent) => {
    const first = document.querySelector("[data-focus]");
    if (first) first.focus();
    else if (toContent) document.getElementById("inhoud")?.focus();
  };

  const busy = (is) => document.getElementById("page")?.setAttribute("aria-busy", String(is));
  let slow;

  document.addEventListener("htmx:before:request", (event) => {
    busy(true);
    if (event.detail.ctx.quiet) return;
    look("hidden-words");
    slow = setTimeout(() => say(words()?.dataset.busy), 1000);
  });
  document.addEventListener("htmx:finally:request", () => { busy(false); clearTimeout(slow); });
  document.addEventListener("htmx:error", (event) => {
    if (event.detail.ctx && !event.detail.ctx.quiet) { look("note note-stop lost"); say(words()?.dataset.lost); }
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const { ctx } = event.detail;
    if (ctx.quiet) return;
    tidyAddress();
    offerShortcut();
    if (document.activeElement?.closest("[data-keeps-focus]")) say(document.querySelector("[data-result]")?.textContent);
    else placeFocus(true);
    listen();
  });

  /* The key "/" leads to the search box on every page, unless somebody types or turned it off (WCAG 2.1.4). */
  const shortcutOff = () => localStorage.getItem("leerkring-no-shortcut") === "1";
  const offerShortcut = () => {
    const place = document.querySelector("[data-shortcut]");
    if (!place) return;
    place.hidden = false;
    const button = place.querySelector("button");
    const show = () => { button.textContent = shortcutOff() ? button.dataset.on : button.dataset.off; };
    button.onclick = () => { localStorage.setItem("leerkring-no-shortcut", shortcutOff() ? "0" : "1"); show(); };
    show();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || shortcutOff()) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    event.preventDefault();
    const box = document.getElementById("zoek");
    if (box?.offsetParent) box.select();
    else location.href = "/zoeken#zoek";
  });

  /* What is found while somebody types: its script comes when they first go to the box. */
  document.addEventListener("focusin", ({ target }) => { if (target.dataset?.suggestBy) import(target.dataset.suggestBy); });

  /* Away at once: the page goes first, and going back does not show it. Escape twice does the same. */
  let escaped = -9e9;
  const leave = (event, link = document.querySelector("[data-leave]")) => {
    if (!link) return;
    event.preventDefault();
    document.body.replaceChildren();
    location.replace(link.href);
    try { sessionStorage.clear(); } catch { /* nothing was kept */ }
  };
  document.addEventListener("click", (event) => leave(event, event.target.closest("[data-leave]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - escaped < 1500) leave(event);
    escaped = event.timeStamp;
  });

  /* Live: the server names the kind of change, the parts that show it are fetched again and morphed in place. */
  let source = null;
  let watched = "";
  let pending = new Set();
  let timer;
  let wait = 5000;

  const parts = (kinds) =>
    [...document.querySelectorAll("[data-live-on]")].filter(
      (part) => part.id && part.dataset.liveOn.split(" ").some((kind) => kinds.has(kind)));

  const lines = (root) => new Map([...root.querySelectorAll("[data-line]")].map((line) => [line.id, line.textContent.replace(/\s+/g, " ")]));

  const refresh = async () => {
    const kinds = pending;
    pending = new Set();
    const changed = parts(kinds);
    if (!changed.length || !window.htmx) return;
    const before = new Map(changed.map((part) => [part.id, [part.textContent, lines(part)]]));
    const [first, ...others] = changed;
    const { morphIgnore } = htmx.config;
    htmx.config.morphIgnore = [...morphIgnore, "open"]; /* what somebody opened to read stays open */
    await htmx.ajax("GET", location.pathname + location.search, {
      source: first, target: first, select: "#" + CSS.escape(first.id), swap: "outerMorph", push: "false", quiet: true,
      selectOOB: others.map((part) => `#${CSS.escape(part.id)}:outerMorph`).join(",") || undefined,
    }).finally(() => { htmx.config.morphIgnore = morphIgnore; });
    for (const [id, [text, old]] of before) {
      const part = document.getElementById(id);
      if (!part || part.textContent === text) continue;
      for (const [line, now] of lines(part)) {
        if (old.get(line) !== now) glow(document.getElementById(line));
      }
      say(part.dataset.said);
    }
  };

  const glow = (line) => { line.classList.add("glow"); setTimeout(() => line.classList.remove("glow"), 2600); };

  const heard = (event) => {
    pending.add(JSON.parse(event.data).kind);
    clearTimeout(timer);
    timer = setTimeout(refresh, 150);
  };

  const listen = () => {
    const address = document.getElementById("page")?.dataset.live ?? "";
    if (address === watched && source && source.readyState !== EventSource.CLOSED) return;
    source?.close();
    source = null;
    watched = address;
    if (!address || document.hidden) return;
    const mine = new EventSource(address);
    let lost = false;
    mine.addEventListener("change", heard);
    mine.addEventListener("open", () => {
      if (lost) { look("hidden-words"); everything(); document.dispatchEvent(new Event("leerkring:back")); }
      [lost, wait] = [false, 5000];
    });
    mine.addEventListener("error", () => {
      lost = true;
      if (mine.readyState !== EventSource.CLOSED || mine !== source) return;
      setTimeout(listen, wait);
      wait = Math.min(2 * wait, 60000);
    });
    source = mine;
  };

  /* What was missed while nobody listened. */
  const everything = () => {
    document.querySelectorAll("[data-live-on]").forEach((part) => part.dataset.liveOn.split(" ").forEach((kind) => pending.add(kind)));
    refresh();
  };

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (watched) {
      listen();
      everything();
    }
  });

  document.addEventListener("DOMContentLoaded", () => { offerShortcut(); tidyAddress(); placeFocus(false); listen(); });
})();
