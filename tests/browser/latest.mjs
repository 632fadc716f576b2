// Tables of months on a phone: what is seen first is the newest month, with the names of rows and groups beside it, and the
// older ones are a swipe away. In a window with room, and on paper, they stand from the oldest to the newest.
import { address, expect, open, run } from "./browser.mjs";

const PATHS = ["team/agreements/", "team/en/agreements/", "team/maturity/", "team/pilots/customer-sales-tier2/"];

/** Of every table of months: what of it is seen; in the page. */
const tables = () =>
  [...document.querySelectorAll(".latest")].map((box) => {
    const frame = box.getBoundingClientRect();
    const seen = (cell) => {
      const { left, right } = cell.getBoundingClientRect();
      return left >= frame.left - 1 && right <= frame.right + 1;
    };
    const heads = [...box.querySelectorAll("thead th")];
    return {
      scrolls: box.scrollWidth > box.clientWidth,
      newest: seen(heads.at(-1)),
      oldest: seen(heads[1]),
      names: [...box.querySelectorAll("tbody th[scope=row], .group span")].every(seen),
      veiled: !box.querySelector("td.end") || !(box.scrollWidth > box.clientWidth) || getComputedStyle(box.querySelector("tbody th[scope=row]"), "::after").backgroundImage.includes("gradient"),
      rising: heads.slice(1).every((head, at, all) => !at || head.getBoundingClientRect().left >= all[at - 1].getBoundingClientRect().right - 1),
    };
  });

await run(async (browser) => {
  let scrolling = 0;
  for (const width of [360, 1280]) {
    const page = await open(browser, { viewport: { width, height: 740 } });
    for (const path of PATHS) {
      await page.goto(new URL(path, address).href);
      const found = await page.evaluate(tables);
      expect(found.length, `${path}: no table of months`);
      for (const table of found) {
        expect(table.newest, `${width} ${path}: the newest month is out of sight`);
        expect(table.names, `${width} ${path}: a name is out of sight`);
        expect(table.veiled, `${width} ${path}: half a figure stands beside a name like a whole one`);
        expect(table.rising, `${width} ${path}: the months are not from the oldest to the newest`);
        expect(table.scrolls || table.oldest, `${width} ${path}: the oldest month cannot be reached`);
        scrolling += table.scrolls;
      }
    }
    await page.context().close();
  }
  expect(scrolling > 1, "no table needed to scroll: nothing was tried");
});
