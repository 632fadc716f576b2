// A reader opens a guide, loses the connection, and reads it again; a new build replaces what was kept; without the setting all is given up.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { expect, run } from "./browser.mjs";

const folder = process.argv[2];
const BASE = "/help/guide/";
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png" };

/** A static host below a path, with the headers that the site asks for; `null` is a host that cannot be reached. */
let site = "first";
const server = createServer(async (request, response) => {
  if (!site) return request.socket.destroy();
  const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
  const root = join(folder, site, "success");
  const policy = (await readFile(join(root, "_headers"), "utf8")).match(/Content-Security-Policy: (.*)/)[1];
  try {
    if (!path.startsWith(BASE)) throw new Error("outside");
    const name = path.slice(BASE.length).replace(/(^|\/)$/, "$1index.html");
    const body = await readFile(join(root, name));
    const headers = { "Content-Type": TYPES[extname(name)] ?? "application/octet-stream", "Content-Security-Policy": policy };
    response.writeHead(200, headers).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const home = `http://127.0.0.1:${server.address().port}${BASE}`;
const guide = `${home}playbooks/receipts/`;

await run(async (browser) => {
  const context = await browser.newContext({ locale: "ja-JP", timezoneId: "Asia/Tokyo" });
  const page = await context.newPage();
  page.on("pageerror", (error) => expect(false, `${page.url()}: ${error}`));
  page.on("console", (message) => expect(!/Content Security Policy/.test(message.text()), `${page.url()}: ${message.text()}`));
  const ready = () => page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
  });
  const notes = () => page.locator("[role=status].preview").allInnerTexts();
  const cut = (now) => {
    site = now;
    server.closeAllConnections();
  };

  await page.goto(guide);
  await ready();
  const title = await page.innerText("h1");
  expect((await notes()).length === 0, "with a connection nothing is said");

  cut(null);
  await page.reload();
  expect(await page.innerText("h1") === title, "the guide can be read without a connection");
  expect((await notes()).some((text) => /^オフラインで表示しています。20\d\d年/.test(text)), `it says so: ${await notes()}`);
  const background = () => page.evaluate(() => getComputedStyle(document.querySelector("[role=status].preview")).backgroundColor);
  expect(await page.evaluate(() => document.querySelector("[role=status].preview").getBoundingClientRect().bottom === innerHeight), "it is in sight");
  expect(await background() !== "rgba(0, 0, 0, 0)", "it has its style");
  await page.goto(home);
  expect((await page.innerText("h1")).length > 0, "the home page was kept from the first");
  await page.goto(`${home}en/`);
  expect((await notes()).some((text) => text.startsWith("You are offline. This is the copy of ")), `in the language of the page: ${await notes()}`);
  await page.goto(`${home}playbooks/month-end-close/`);
  expect(page.url() === `${home}?offline`, `a page that was never read leads home: ${page.url()}`);
  expect((await notes()).some((text) => text.startsWith("オフラインのため")), "and home says why");

  cut("second");
  await page.goto(home);
  expect((await notes()).length === 0, "with a connection again nothing is said");
  const renewed = async () => (await caches.keys()).length === 1 && (await (await caches.open((await caches.keys())[0])).keys()).length;
  const before = await page.evaluate(() => caches.keys());
  await page.evaluate(() => navigator.serviceWorker.ready.then((kept) => kept.update()));
  for (let tries = 0; tries < 100 && (await page.evaluate(() => caches.keys())).join() === before.join(); tries += 1) await page.waitForTimeout(100);
  for (let tries = 0; tries < 100 && !(await page.evaluate(renewed)); tries += 1) await page.waitForTimeout(100);
  cut(null);
  await page.goto(guide);
  expect(await page.innerText("h1") === "新しい題名", `a new build replaces what was kept: ${await page.innerText("h1")}`);

  cut("third");
  await page.goto(home);
  for (let tries = 0; tries < 100 && (await page.evaluate(() => caches.keys())).length; tries += 1) await page.waitForTimeout(100);
  expect((await page.evaluate(() => caches.keys())).length === 0, "a site that no longer wants it gives up what was kept");
  await context.close();
});
server.close();
