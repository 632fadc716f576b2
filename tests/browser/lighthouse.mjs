// Lighthouse on five kinds of customer page, as a static host would serve them. Argument: the folder of a built customer site.
// Accessibility, best practices and search engines must be full marks; performance depends on the machine and is only told.
import { chromium } from "playwright-core";
import lighthouse from "lighthouse";
import { createServer } from "node:http";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const PAGES = { home: "", list: "playbooks/", guide: "playbooks/first-30-days/", story: "stories/2026-10-approval-same-day/", stage: "en/journey/onboarding/" };
const FULL = ["accessibility", "best-practices", "seo"];
// How fast a page is rests on what the machine does beside: the middle of five times is told.
const ROUNDS = 5;
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp", ".json": "application/json", ".xml": "application/xml", ".txt": "text/plain" };

/** A static host: compression, and the headers that `_headers` asks for. */
const host = (root) => {
  const rules = [];
  for (const line of readFileSync(join(root, "_headers"), "utf8").split("\n")) {
    if (line.startsWith("/")) rules.push([new RegExp("^" + line.replaceAll(".", "\\.").replaceAll("*", ".*") + "$"), []]);
    else if (line.trim()) rules.at(-1)[1].push(line.trim().split(/:\s*(.*)/));
  }
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    let file = join(root, normalize(path));
    if (path.endsWith("/")) file = join(file, "index.html");
    const found = statSync(file, { throwIfNoEntry: false })?.isFile();
    if (!found) file = join(root, "404.html");
    for (const [pattern, headers] of rules) if (pattern.test(path)) for (const [name, value] of headers) response.setHeader(name, value);
    response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
    response.setHeader("Content-Encoding", "gzip");
    response.statusCode = found ? 200 : 404;
    response.end(gzipSync(readFileSync(file)));
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
};

const problems = [];
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
const server = await host(process.argv[2]);
const profile = mkdtempSync(join(tmpdir(), "lighthouse-"));
const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--remote-debugging-port=0"];
const browser = await chromium.launchPersistentContext(profile, { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
const port = Number(readFileSync(join(profile, "DevToolsActivePort"), "utf8").split("\n")[0]);

/** What Lighthouse says of a page, on a telephone with a slow connection as it supposes by default. */
const look = async (path, onlyCategories) => {
  const { lhr } = await lighthouse(`http://127.0.0.1:${server.address().port}/${path}`, { port, onlyCategories, logLevel: "error" });
  if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
  return lhr;
};
const score = (lhr, id) => Math.round(lhr.categories[id].score * 100);

try {
  for (const [kind, path] of Object.entries(PAGES)) {
    const whole = await look(path, [...FULL, "performance"]);
    const speed = [score(whole, "performance")];
    while (speed.length < ROUNDS) speed.push(score(await look(path, ["performance"]), "performance"));
    console.log(`${kind}: ${FULL.map((id) => `${id} ${score(whole, id)}`).join(", ")}, performance ${median(speed)} (median of ${ROUNDS})`);
    for (const id of FULL) {
      const missed = whole.categories[id].auditRefs.filter(({ id, weight }) => weight && whole.audits[id].score !== null && whole.audits[id].score < 1);
      if (score(whole, id) < 100) problems.push(`/${path}: ${id}: ${missed.map((audit) => whole.audits[audit.id].title).join("; ")}`);
    }
  }
} catch (error) {
  problems.push(error.stack);
} finally {
  await browser.close();
  server.close();
  rmSync(profile, { recursive: true, force: true });
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length ? 1 : 0;
