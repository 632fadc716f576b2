// A picture of every kind of page, in docs/pictures/pages/, so that a change of looks is seen in its pull request:
//   cargo build && node tests/browser/pictures.mjs
// The sample as it is published on one day, at 1280 dots in light and at 360 in dark; the first screens of each page. The same
// program, fonts and browser give the same pictures, so only what changed is written.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(repository, "docs/pictures/pages");
const PAGES = {
  "customer-home": "success/",
  "customer-home-en": "success/en/",
  "customer-guide": "success/playbooks/month-end-close/",
  "customer-guide-en": "success/en/playbooks/month-end-close/",
  "customer-guides": "success/playbooks/",
  "customer-stage": "success/journey/onboarding/",
  "customer-stage-on-paper": "success/journey/onboarding/print/",
  "customer-stories": "success/stories/",
  "customer-story": "success/stories/2026-10-approval-same-day/",
  "customer-facet": "success/facets/plan/light/",
  "customer-tags": "success/tags/",
  "customer-search": "success/search/",
  "customer-glossary": "success/glossary/",
  "customer-self-check": "success/self-check/",
  "customer-unknown-address": "success/404.html",
  "team-home": "team/",
  "team-home-en": "team/en/",
  "team-review": "team/reviews/2026-10/",
  "team-review-quarter": "team/reviews/FY2026-Q2/",
  "team-reviews": "team/reviews/",
  "team-metric": "team/metrics/nrr/",
  "team-metrics": "team/metrics/",
  "team-playbook": "team/playbooks/renewal-90-days/",
  "team-pilot": "team/pilots/customer-sales-tier2/",
  "team-step": "team/steps/2-forms/",
  "team-maturity": "team/maturity/",
  "team-journey": "team/journey/",
  "team-segments": "team/segments/",
  "team-roles": "team/roles/",
  "team-organisation": "team/organisation/",
  "team-handover": "team/handover/",
  "team-agreements": "team/agreements/",
  "team-tools": "team/tools/",
  "team-roadmap": "team/roadmap/",
  "team-charts": "team/charts/",
};
const LOOKS = [
  { name: "1280-light", viewport: { width: 1280, height: 1600 }, colorScheme: "light" },
  { name: "360-dark", viewport: { width: 360, height: 900 }, colorScheme: "dark" },
];
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp" };

const built = mkdtempSync(join(tmpdir(), "shirube-"));
execFileSync(join(repository, "target/debug/shirube"), ["build", "--as-of", "2026-11-20", "--root", repository, "--output", join(built, "out")], { stdio: "ignore" });
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  try {
    const body = readFileSync(join(built, "out", path.endsWith("/") ? `${path}index.html` : path));
    response.writeHead(200, { "content-type": TYPES[extname(path) || ".html"] ?? "application/octet-stream" }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
try {
  mkdirSync(folder, { recursive: true });
  const names = new Set();
  for (const { name: look, ...options } of LOOKS) {
    const context = await browser.newContext({ locale: "ja-JP", timezoneId: "Asia/Tokyo", reducedMotion: "reduce", ...options });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    for (const [name, path] of Object.entries(PAGES)) {
      const answer = await page.goto(`http://127.0.0.1:${server.address().port}/${path}`);
      if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`);
      const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 50 });
      writeFileSync(join(folder, `${name}-${look}.webp`), Buffer.from(data, "base64"));
      names.add(`${name}-${look}.webp`);
    }
    await context.close();
  }
  for (const old of readdirSync(folder).filter((name) => !names.has(name))) rmSync(join(folder, old));
  console.log(`${names.size} pictures`);
} finally {
  await browser.close();
  server.close();
  rmSync(built, { recursive: true });
}
