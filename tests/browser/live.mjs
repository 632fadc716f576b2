// A saved file changes the open page in its place; a mistake is shown on it, with file and line, until it is mended.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { address, expect, open, root, run, until } from "./browser.mjs";

const file = join(root, "content/playbooks/first-30-days.md");
const original = readFileSync(file, "utf8");
const errors = () => document.querySelector("shirube-errors")?.shadowRoot.textContent ?? "";

await run(async (browser) => {
  const page = await open(browser);
  await page.goto(`${address}success/playbooks/first-30-days/`);
  const other = await open(browser);
  await other.goto(`${address}success/playbooks/`);

  // What would be lost by a reload: the place, and anything a script holds.
  await page.evaluate(() => {
    window.stays = true;
    scrollTo(0, 300);
  });
  const before = await page.evaluate(() => scrollY);
  expect(before > 0, "the page can be scrolled");
  writeFileSync(file, original.replace("試してもらう部署を1つ決める", "試してもらう拠点を1つ決める"));
  await until(page, "the edit is on the page", () => document.body.innerText.includes("試してもらう拠点を1つ決める"));
  expect(await page.evaluate(() => window.stays), "the page was not loaded again");
  expect((await page.evaluate(() => scrollY)) === before, "the place is kept");

  writeFileSync(file, original.replace(/^title: .*$/m, "title: 名前を変えた手引き"));
  await until(page, "the title is on the page", () => document.title.includes("名前を変えた手引き"));
  await until(other, "the list in another tab has it too", () => document.body.innerText.includes("名前を変えた手引き"));

  mkdirSync(join(root, "themes/default/styles"), { recursive: true });
  writeFileSync(join(root, "themes/default/styles/print.css"), "body { outline: 7px solid red }");
  await until(page, "the styles are exchanged", () => getComputedStyle(document.body).outlineWidth === "7px");
  expect(await page.evaluate(() => window.stays), "styles need no reload");

  writeFileSync(file, original.replace("minutes: 40", "minuts: 40"));
  await until(page, "the mistake is shown", () => document.querySelector("shirube-errors"));
  const said = await page.evaluate(errors);
  expect(said.includes("content/playbooks/first-30-days.md:10:1"), `the place is said: ${said}`);
  expect(said.includes("minutes"), `what was meant is said: ${said}`);
  expect((await page.innerText("h1")).includes("名前を変えた手引き"), "the last good page stays");

  writeFileSync(file, original);
  await until(page, "the mistake is gone", () => !document.querySelector("shirube-errors") && document.body.innerText.includes("部署を1つ決める"));
  expect(await page.evaluate(() => window.stays), "all of this without a reload");
});
