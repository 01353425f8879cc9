/* Keeps the page of the day readable without a connection: that page and what it is made of, nothing else. */
"use strict";

const KEPT = "leerkring-day";
const PATIENCE = 8000;
const isDay = (path) => /^\/bijeenkomsten\/[0-9a-f-]{36}\/vandaag$/.test(path);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/* Only the last page is kept, with the files that it names. */
const keep = async (path, page) => {
  const text = await page.clone().text();
  const files = new Set(text.match(/\/static\/[0-9a-f]{16}\/[\w./-]+/g) ?? []);
  const cache = await caches.open(KEPT);
  await cache.put(path, page);
  for (const file of files) if (!(await cache.match(file))) await cache.add(file);
  for (const request of await cache.keys()) {
    const known = new URL(request.url).pathname;
    if (known !== path && !files.has(known)) await cache.delete(request);
  }
};

const forget = async (path) => (await caches.open(KEPT)).delete(path);

const kept = async (path) => {
  const found = await (await caches.open(KEPT)).match(path);
  if (!found) return null;
  const text = (await found.text()).replace(" data-fresh", " data-kept");
  return new Response(text, { status: 200, headers: found.headers });
};

const later = (value, wait) => new Promise((resolve) => setTimeout(() => resolve(value), wait));

const day = async (event, path) => {
  const asked = fetch(event.request).then((fresh) => {
    if (fresh.ok && !fresh.redirected) event.waitUntil(keep(path, fresh.clone()));
    else if (fresh.status < 500) event.waitUntil(forget(path));
    return fresh;
  });
  const known = await kept(path);
  if (!known) return asked;
  const first = await Promise.race([asked.catch(() => known), later(known, PATIENCE)]);
  return first.status >= 500 ? known : first;
};

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (isDay(pathname)) event.respondWith(day(event, pathname));
  else if (pathname.startsWith("/static/")) {
    event.respondWith(caches.open(KEPT).then((cache) => cache.match(event.request)).then((found) => found ?? fetch(event.request)));
  }
});
