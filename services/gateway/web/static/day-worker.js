/* Keeps the page of the day readable without a connection: that page and what it is made of, nothing else, a day at most. */
"use strict";

const KEPT = "leerkring-day";
const PATIENCE = 8000;
const LONGEST = 24 * 3600 * 1000;
const isDay = (path) => /^\/bijeenkomsten\/[0-9a-f-]{36}\/vandaag$/.test(path);
const whoIn = (text) => text.match(/ data-who="([0-9a-f]*)"/)?.[1];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const forget = () => caches.delete(KEPT);

/* Only the last page is kept, with the files that it names, when it came and whose it is. */
const keep = async (path, page) => {
  const text = await page.text();
  if (!whoIn(text)) return forget();
  const headers = new Headers(page.headers);
  headers.set("Leerkring-Kept", Date.now());
  headers.set("Leerkring-Who", whoIn(text));
  const files = new Set(text.match(/\/static\/[0-9a-f]{16}\/[\w./-]+/g) ?? []);
  const cache = await caches.open(KEPT);
  await cache.put(path, new Response(text, { status: 200, headers }));
  for (const file of files) if (!(await cache.match(file))) await cache.add(file);
  for (const request of await cache.keys()) {
    const known = new URL(request.url).pathname;
    if (known !== path && !files.has(known)) await cache.delete(request);
  }
};

const kept = async (path) => {
  const found = await (await caches.open(KEPT)).match(path);
  if (!found) return null;
  if (!(Math.abs(Date.now() - Number(found.headers.get("Leerkring-Kept"))) < LONGEST)) {
    await forget();
    return null;
  }
  const text = (await found.text()).replace(" data-fresh", " data-kept");
  return new Response(text, { status: 200, headers: found.headers });
};

/* What comes from the house says who is here now; a page of somebody else is kept no longer. Whether it said somebody else. */
const passed = async (path, fresh) => {
  if (fresh.status >= 500) return false;
  if (!fresh.ok && (fresh.status === 0 || fresh.status === 401 || fresh.status === 403 || isDay(path))) {
    await forget();
    return true;
  }
  const who = whoIn(await fresh.clone().text());
  const cache = await caches.open(KEPT);
  let others = false;
  for (const request of await cache.keys()) {
    const whose = (await cache.match(request))?.headers.get("Leerkring-Who");
    if (whose && who !== undefined && whose !== who) others = true;
  }
  if (others) await forget();
  if (fresh.redirected && isDay(path)) await forget();
  else if (isDay(path)) await keep(path, fresh);
  return others;
};

const later = (value, wait) => new Promise((resolve) => setTimeout(() => resolve(value), wait));

const day = async (event, path) => {
  const known = await kept(path);
  const asked = fetch(event.request);
  const told = asked.then((fresh) => passed(path, fresh.clone())).catch(() => false);
  event.waitUntil(told);
  if (!known) return asked;
  const first = await Promise.race([asked.catch(() => known), later(known, PATIENCE)]);
  const answer = first.status >= 500 ? known : first;
  if (answer === known) {
    const client = event.resultingClientId || event.clientId;
    event.waitUntil(told.then(async (others) => others && (await self.clients.get(client))?.postMessage("others")));
  }
  return answer;
};

const beside = async (event, path) => {
  const fresh = await fetch(event.request);
  event.waitUntil(passed(path, fresh.clone()).catch(() => {}));
  return fresh;
};

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (isDay(pathname)) event.respondWith(day(event, pathname));
  else if (event.request.mode === "navigate") event.respondWith(beside(event, pathname));
  else if (pathname.startsWith("/static/")) {
    event.respondWith(caches.open(KEPT).then((cache) => cache.match(event.request)).then((found) => found ?? fetch(event.request)));
  }
});
