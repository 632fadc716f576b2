// The organisation is filtered by region, size and office: without scripts too, the table leaves the units chosen, and the chart keeps
// all of them.
import { address, expect, open, run } from "./browser.mjs";

const shown = (page, selector) => page.$$eval(selector, (found) => found.filter((one) => one.checkVisibility()).length);

await run(async (browser) => {
  for (const options of [{ javaScriptEnabled: false }, { viewport: { width: 360, height: 740 }, colorScheme: "dark" }]) {
    const page = await open(browser, options);
    await page.goto(`${address}team/organisation/`);
    const all = await shown(page, "tr.of");
    for (const choice of await page.locator(".choices label").all()) {
      await choice.click();
      const count = Number(await choice.locator("small").innerText());
      expect((await shown(page, "tr.of")) === count, `${await choice.innerText()}: ${await shown(page, "tr.of")} rows`);
      expect((await shown(page, ".unit")) === all, "the chart keeps every unit");
    }
    await page.check("#choice-all");
    expect((await shown(page, "tr.of")) === all, "and back to all of them");
    await page.context().close();
  }
});
