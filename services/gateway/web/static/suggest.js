/* The search box in the header shows what it finds while somebody types: a combobox of which they choose by key or click.
   Nothing opens by itself, Enter without a choice searches as ever, and without this file the box works as it is.
   Comes when somebody first goes to the box (leerkring.js). */
(() => {
  "use strict";
  const SHORTEST = 2;
  const MOST = 6;
  const WAIT = 250;
  let timer;
  let asked = new AbortController();

  const boxOf = (event) => event.target.closest?.("[data-suggest]") ?? null;
  const list = () => document.getElementById("zoek-gevonden");
  const options = () => [...(list()?.children ?? [])];
  const say = (text) => { const place = document.getElementById("live-words"); if (place) place.textContent = text; };

  const close = (box) => {
    clearTimeout(timer);
    asked.abort();
    list()?.remove();
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const choose = (box, index) => {
    const all = options();
    all.forEach((one, place) => one.setAttribute("aria-selected", String(place === index)));
    if (all[index]) box.setAttribute("aria-activedescendant", all[index].id);
    else box.removeAttribute("aria-activedescendant");
    all[index]?.scrollIntoView({ block: "nearest" });
  };

  const option = (card, place) => {
    const link = card.querySelector("a[href]");
    const line = document.createElement("li");
    line.id = `zoek-gevonden-${place}`;
    line.dataset.address = link.getAttribute("href");
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    const title = document.createElement("b");
    title.textContent = link.textContent;
    const about = document.createElement("span");
    about.textContent = card.querySelector(".small")?.textContent.replace(/\s+/g, " ").trim() ?? "";
    line.append(title, " ", about);
    return line;
  };

  const show = (box, page) => {
    const cards = [...page.querySelectorAll("#gevonden li.card")].filter((card) => card.querySelector("a[href]"));
    const result = page.querySelector("[data-result]")?.textContent.replace(/\s+/g, " ").trim() ?? "";
    list()?.remove();
    box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-expanded", String(cards.length > 0));
    if (cards.length) {
      const found = document.createElement("ul");
      found.id = "zoek-gevonden";
      found.setAttribute("role", "listbox");
      found.setAttribute("aria-label", box.dataset.suggest);
      found.append(...cards.slice(0, MOST).map(option));
      box.form.append(found);
    }
    say(result);
  };

  const look = async (box) => {
    asked.abort();
    asked = new AbortController();
    const words = box.value.trim();
    try {
      const answer = await fetch(`/zoeken?q=${encodeURIComponent(words)}`, { signal: asked.signal });
      if (!answer.ok) return close(box);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (document.activeElement === box && box.value.trim() === words) show(box, page);
    } catch { /* typed on, or not connected: the button still searches */ }
  };

  const begin = (event) => {
    const box = boxOf(event);
    if (!box || box.hasAttribute("role")) return;
    const is = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "zoek-gevonden" };
    for (const [name, value] of Object.entries(is)) box.setAttribute(name, value);
  };
  document.addEventListener("focusin", begin);
  const typed = (event) => {
    const box = boxOf(event);
    if (!box) return;
    clearTimeout(timer);
    if (box.value.trim().length < SHORTEST) close(box);
    else timer = setTimeout(() => look(box), WAIT);
  };
  document.addEventListener("input", typed);
  document.addEventListener("focusout", (event) => { if (boxOf(event)) close(event.target); });
  document.addEventListener("mousedown", (event) => { if (event.target.closest("#zoek-gevonden")) event.preventDefault(); });
  document.addEventListener("click", (event) => {
    const line = event.target.closest("#zoek-gevonden > li");
    if (line) location.href = line.dataset.address;
  });

  /* First of all listeners: Escape that closes the list does not also leave the page. */
  document.addEventListener("keydown", (event) => {
    const box = boxOf(event);
    const all = box ? options() : [];
    if (!all.length || event.isComposing) return;
    const now = all.findIndex((line) => line.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") choose(box, now + 1 < all.length ? now + 1 : 0);
    else if (event.key === "ArrowUp") choose(box, now > 0 ? now - 1 : all.length - 1);
    else if (event.key === "Escape") close(box);
    else if (event.key === "Enter" && now >= 0) location.href = all[now].dataset.address;
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  /* Whoever came here before this script did. */
  begin({ target: document.activeElement });
  typed({ target: document.activeElement });
})();
