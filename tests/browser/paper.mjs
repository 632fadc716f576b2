// Reviews and other pages of the team on A4, printed from a dark screen: as few sheets as can be, each well filled, no heading
// alone at the foot of one, nothing black, and the number of every sheet.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { address, expect, open, run } from "./browser.mjs";

/** The most sheets a page may take. */
const SHEETS = {
  "team/reviews/2026-10/": 12,
  "team/en/reviews/2026-10/": 12,
  "team/reviews/FY2026-Q2/": 11,
  "team/reviews/FY2025/": 8,
  "team/metrics/nrr/": 3,
  "team/handover/": 3,
  "team/roles/": 3,
  "team/roadmap/": 2,
  "team/playbooks/renewal-90-days/": 3,
  "team/en/pilots/onboarding-webinar-tier3/": 2,
};

/** Pages that may take as many sheets as they need, but break well. */
const OTHERS = [
  "success/glossary/",
  "success/en/glossary/",
  "success/journey/adoption/print/",
  "success/playbooks/receipts/",
  "success/en/playbooks/receipts/",
  "success/en/playbooks/half-year-review/",
  "team/charts/",
  "team/en/charts/",
  "team/maturity/",
  "team/en/maturity/",
  "team/agreements/",
  "team/audit/",
  "team/programme/",
  "team/playbooks/approval-flow/",
  "team/en/playbooks/month-end-close/",
  "team/pilots/customer-sales-tier2/",
  "team/stories/2026-10-approval-same-day/",
];

/** How much of a sheet is filled at least, unless it is the last one of a page or a form begins after it. */
const FILLED = 0.58;

const folder = mkdtempSync(join(tmpdir(), "shirube-paper-"));
const plain = (text) => text.replace(/\s/g, "");

/** The lines of every sheet, from above: where they end, and what they say. The foot of the sheet is told apart by its place. */
const sheets = (pdf) => {
  const file = join(folder, "page.pdf");
  writeFileSync(file, pdf);
  const text = execFileSync("pdftotext", ["-bbox-layout", file, "-"], { maxBuffer: 1 << 28 }).toString();
  return text.split("<page ").slice(1).map((sheet) => {
    const height = Number(/height="([\d.]+)"/.exec(sheet)[1]);
    const lines = [...sheet.matchAll(/<line [^>]*yMin="([\d.]+)"[^>]*yMax="([\d.]+)">([^]*?)<\/line>/g)].map(([, top, bottom, words]) => ({
      middle: (Number(top) + Number(bottom)) / 2 / height,
      text: plain(words.replace(/<[^>]+>/g, "")).replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">"),
    }));
    lines.sort((one, other) => one.middle - other.middle);
    return { body: lines.filter((line) => line.middle < 0.955), foot: lines.filter((line) => line.middle >= 0.955) };
  });
};

/** What stands over something: it must not be the last line of a sheet. */
const headings = (page) =>
  page.$$eval("main :is(h1, h2, h3, h4, dt, .table-title, .chart figcaption, .section-head .label, thead, .group th, .prose p:has(+ :is(ul, ol, dl, pre, .table)))", (found) =>
    found.filter((heading) => heading.checkVisibility()).flatMap((heading) => heading.innerText.split(/\n|\t/)),
  );

/** What is dark on paper. */
const black = (page) =>
  page.$$eval("html, body, main, .wash, .grid, .chart", (boxes) => {
    const dark = (box) => /^rgba?\((\d+), (\d+), (\d+)(?:, (?!0\)).*)?\)$/.exec(getComputedStyle(box).backgroundColor)?.slice(1, 4).some((part) => part < 200);
    return boxes.filter((box) => box.checkVisibility() && dark(box)).map((box) => box.className || box.localName);
  });

await run(async (browser) => {
  const page = await open(browser, { colorScheme: "dark" });
  for (const [path, most] of [...Object.entries(SHEETS), ...OTHERS.map((path) => [path, Infinity])]) {
    await page.goto(new URL(path, address).href);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const over = new Set((await headings(page)).map(plain).filter(Boolean));
    const foot = plain((await page.locator(".foot, .print-note").allInnerTexts()).join(""));
    const dark = await black(page);
    expect(dark.length === 0, `${path}: dark on paper: ${dark}`);
    const printed = sheets(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    expect(printed.length <= most, `${path}: ${printed.length} sheets of A4`);
    printed.forEach(({ body, foot }, index) => {
      const name = `${path}: sheet ${index + 1}`;
      expect(foot.some((line) => line.text === `${index + 1}/${printed.length}`), `${name} has no number`);
      const last = body.at(-1);
      expect(!body.every((line) => foot.includes(line.text)), `${name} holds the foot of the page alone`);
      expect(last && !over.has(last.text), `${name} ends with the heading "${last?.text}"`);
      const filled = index === printed.length - 1 || !path.includes("reviews/") || last?.middle > FILLED;
      expect(filled, `${name} is filled to ${Math.round(last?.middle * 100)}% only`);
    });
  }
  // The playbooks that were called for stand on the paper of a review: a list of links there is no list of tags.
  await page.goto(new URL("team/reviews/2026-10/", address).href);
  const lines = sheets(await page.pdf({ preferCSSPageSize: true, printBackground: true })).flatMap(({ body }) => body);
  expect(lines.some((line) => line.text.startsWith("発動したプレイブック")), "the playbooks called for are not on paper");
  await page.context().close();
});
rmSync(folder, { recursive: true });
