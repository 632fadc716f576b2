// A reader ticks, leaves, comes back: the ticks are there, and the home page offers the guide that is not finished.
import { address, expect, open, run, until } from "./browser.mjs";

await run(async (browser) => {
  const page = await open(browser);
  const home = `${address}success/`;
  const guide = `${address}success/playbooks/receipts/`;
  await page.goto(home);
  expect(await page.locator("[data-onward]").isHidden(), "nothing is offered to a new reader");
  await page.goto(guide);
  await page.locator(".task input").first().check();
  const title = await page.innerText("h1");
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
  await until(page, "a later section is marked", () => document.querySelector(".contents [aria-current]") !== document.querySelector(".contents a"));
  await page.goto(home);
  await until(page, "the guide is offered", () => document.querySelector("[data-onward] a")?.checkVisibility());
  expect((await page.innerText("[data-onward]")).includes(title), "it is offered by its title");
  await page.click("[data-onward] a");
  await page.waitForURL((url) => url.pathname.endsWith("/playbooks/receipts/") && url.hash.length > 1, { timeout: 20_000 });
  expect(await page.locator(".task input").first().isChecked(), "the tick is kept");
  await page.goto(`${address}success/en/`);
  expect(await page.locator("[data-onward]").isHidden(), "another language has its own");
  await page.goto(guide);
  for (const box of await page.locator(".task input").all()) await box.check();
  await page.goto(home);
  await page.waitForTimeout(200);
  expect(await page.locator("[data-onward]").isHidden(), "what is finished is not offered");
  await page.context().close();
});
