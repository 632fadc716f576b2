// The reviews of the sample at two widths: a headline of three lines at most, nothing that only scrolling sideways shows on a
// phone, figures and dates never torn at the end of a line, and the months one key away.
import { gzipSync } from "node:zlib";
import { address, expect, open, run } from "./browser.mjs";

const REVIEWS = ["2026-10", "2025-01", "FY2026-Q2", "FY2025"].flatMap((period) => [`team/reviews/${period}/`, `team/en/reviews/${period}/`]);

/** The most that a review and its stylesheets may weigh, compressed. */
const MOST = 60_000;

/** What a reader loads before anything can be read. */
const weight = async (page) => {
  const sheets = await page.$$eval("link[rel=stylesheet]", (links) => links.map((link) => link.href));
  const files = await Promise.all([page.url(), ...sheets].map(async (url) => (await page.request.get(url)).body()));
  return files.reduce((sum, file) => sum + gzipSync(file).length, 0);
};

/** The lines of the headline. */
const lines = (page) =>
  page.$eval("h1", (heading) => Math.round(heading.clientHeight / Number.parseFloat(getComputedStyle(heading).lineHeight)));

/** What is wider than the box it can be seen in. */
const cut = (page) =>
  page.$$eval("main .scroll, main table, main .chart", (boxes) => {
    const seen = boxes.filter((box) => box.checkVisibility() && !box.closest("details:not([open])"));
    return seen.filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => `${box.className} ${box.textContent.slice(0, 40)}`);
  });

/** Figures, dates and statuses that go over two lines. */
const torn = (page) =>
  page.$$eval("main .num, main .fig, main .st", (figures) =>
    figures.filter((figure) => figure.checkVisibility() && new Set([...figure.getClientRects()].map((box) => Math.round(box.top))).size > 1).map((figure) => figure.textContent),
  );

/** Texts of drawings that lie over one another or leave their drawing, as this browser sets them. */
const collisions = (page) =>
  page.$$eval("main svg", (drawings) =>
    drawings.filter((drawing) => drawing.checkVisibility() && !drawing.closest("details:not([open])")).flatMap((drawing) => {
      const room = drawing.getBoundingClientRect();
      const texts = [...drawing.querySelectorAll("text")].filter((text) => text.textContent.trim());
      // A line of text is higher than its letters.
      const boxes = texts.map((text) => {
        const { left, right, top, bottom, height } = text.getBoundingClientRect();
        return { left, right, top: top + height * 0.2, bottom: bottom - height * 0.2, text: text.textContent };
      });
      const outside = (box) => box.left < room.left - 2 || box.right > room.right + 2 || box.top < room.top - 2 || box.bottom > room.bottom + 2;
      const over = (one, other) =>
        Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
      const found = boxes.filter(outside).map((box) => `${box.text} leaves its drawing`);
      boxes.forEach((box, at) => found.push(...boxes.slice(at + 1).filter((other) => over(box, other)).map((other) => `${box.text} lies over ${other.text}`)));
      return found;
    }),
  );

await run(async (browser) => {
  for (const width of [1280, 360]) {
    const page = await open(browser, { viewport: { width, height: 800 } });
    for (const path of REVIEWS) {
      await page.goto(new URL(path, address).href);
      if (width === 1280) expect((await lines(page)) <= 3, `${path}: a headline of ${await lines(page)} lines`);
      const name = `${width} ${path}`;
      expect((await weight(page)) < MOST, `${name}: ${await weight(page)} bytes`);
      const title = await page.$eval("h1", (heading) => heading.innerText);
      expect(title.includes("月次") === path.includes("/2") || path.includes("/en/"), `${name}: "${title}" names another period`);
      for (const text of await cut(page)) expect(false, `${name}: cut: ${text}`);
      for (const text of await torn(page)) expect(false, `${name}: torn: ${text}`);
      for (const text of await collisions(page)) expect(false, `${name}: ${text}`);
      const sections = await page.$$eval("main section[id]", (found) => found.map((section) => section.id));
      for (const id of ["cards", "bridge", "tree", "segments", "churn", "roles", "alerts"]) expect(sections.includes(id), `${name}: no section ${id}`);
    }
    await page.context().close();
  }
  const page = await open(browser);
  await page.goto(new URL("team/reviews/2026-09/", address).href);
  for (const [key, month] of [["ArrowRight", "2026-10"], ["ArrowLeft", "2026-09"]]) {
    await Promise.all([page.waitForURL(`**/reviews/${month}/`), page.keyboard.press(key)]);
  }
  await page.context().close();
});
