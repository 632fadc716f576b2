// Keeps the pages a reader has seen, so that they can be read without a connection. VERSION, FIRST, HOMES and WORDS come before it.
// With a connection every page comes from the network, so nobody reads an old one without being told.
const SCOPE = registration.scope;
const OWN = "shirube " + SCOPE + " ";
const NAME = OWN + VERSION;
// How many files of the last copy are brought up to date: a reader's hundred latest, with their pictures.
const MOST = 200;
// Files with a digest in their names never change.
const FIXED = /\/assets\/[^/]+\.[0-9a-f]{10}\./;
const KEPT = ["document", "style", "script", "image", "font", ""];

const full = (path) => new URL(path, SCOPE).href;
const plain = (url) => url.split(/[?#]/)[0];
const copies = async () => (await caches.keys()).filter((name) => name.startsWith(OWN));
const load = (url) => fetch(url, { cache: "no-cache" });

const found = async (url) => {
  for (const name of [NAME, ...await copies()]) {
    const copy = await (await caches.open(name)).match(url);
    if (copy) return copy;
  }
};

// Where the store was given up, nothing is kept any more.
const keep = async (url, response) => {
  if (response.status === 200 && !response.redirected && await caches.has(NAME)) await (await caches.open(NAME)).put(url, response);
};

// A new build: what it needs, the pages that are open, and what the last copy held. Until all is there, the last copy stays.
addEventListener("install", (event) => event.waitUntil((async () => {
  await caches.open(NAME);
  const open = (await clients.matchAll({ includeUncontrolled: true, type: "window" })).map((client) => plain(client.url));
  const wanted = new Set([...FIRST.map(full), ...open.filter((url) => url.startsWith(SCOPE))]);
  for (const name of await copies()) {
    if (name !== NAME) for (const request of (await (await caches.open(name)).keys()).slice(-MOST)) wanted.add(request.url);
  }
  await Promise.all([...wanted].map(async (url) => keep(url, await load(url))));
  await skipWaiting();
})()));

addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await copies()) if (name !== NAME) await caches.delete(name);
  await clients.claim();
})()));

// The page as it was kept, with a sentence above it that says so.
const told = async (response, missing) => {
  const html = await response.text();
  const lang = html.match(/<html lang="([^"]*)"/)?.[1];
  const words = WORDS[lang] || Object.values(WORDS)[0];
  const day = new Date(response.headers.get("date") || Date.now()).toLocaleString(lang, { dateStyle: "long", timeStyle: "short" });
  const said = (missing ? words.offline_missing : words.offline_copy).replace("{date}", day);
  const note = `<p class="preview" role="status">${said.replace(/[&<]/g, (sign) => (sign === "&" ? "&amp;" : "&lt;"))}</p>`;
  const headers = new Headers(response.headers);
  for (const name of ["content-length", "content-encoding"]) headers.delete(name);
  return new Response(html.replace(/<body[^>]*>/, (body) => body + note), { headers });
};

const page = async (event) => {
  const url = plain(event.request.url);
  try {
    const response = await fetch(event.request);
    event.waitUntil(keep(url, response.clone()));
    return response;
  } catch {
    const copy = await found(url);
    if (copy) return told(copy, event.request.url.endsWith("?offline"));
    const homes = HOMES.map(full).sort((one, other) => other.length - one.length);
    const home = homes.find((home) => url.startsWith(home));
    return home && url !== home ? Response.redirect(home + "?offline") : Response.error();
  }
};

const file = async (event) => {
  const url = event.request.url;
  const copy = FIXED.test(url) && await found(url);
  if (copy) return copy;
  try {
    const response = await fetch(event.request);
    event.waitUntil(keep(url, response.clone()));
    return response;
  } catch {
    return await found(url) || Response.error();
  }
};

addEventListener("fetch", (event) => {
  const { method, url, mode, destination, headers } = event.request;
  if (method !== "GET" || !url.startsWith(SCOPE) || headers.has("range") || !KEPT.includes(destination)) return;
  event.respondWith(mode === "navigate" ? page(event) : file(event));
});
