// A saved file changes the open page; a mistake is shown on it, with file and line, until it is mended.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { address, expect, open, root, run, until } from "./browser.mjs";

const file = join(root, "content/playbooks/first-30-days.md");
const original = readFileSync(file, "utf8");
const errors = () => document.querySelector("shirube-errors")?.shadowRoot.textContent ?? "";

await run(async (browser) => {
  const page = await open(browser);
  await page.goto(`${address}success/playbooks/first-30-days/`);

  writeFileSync(file, original.replace("試してもらう部署を1つ決める", "試してもらう拠点を1つ決める"));
  await until(page, "the edit is on the page", () => document.body.innerText.includes("試してもらう拠点を1つ決める"));

  writeFileSync(file, original.replace("minutes: 40", "minuts: 40"));
  await until(page, "the mistake is shown", () => document.querySelector("shirube-errors"));
  const said = await page.evaluate(errors);
  expect(said.includes("content/playbooks/first-30-days.md:10:1"), `the place is said: ${said}`);
  expect(said.includes("minutes"), `what was meant is said: ${said}`);
  const body = await page.innerText("main");
  expect(body.includes("拠点"), "the last good page stays");

  writeFileSync(file, original);
  await until(page, "the mistake is gone", () => !document.querySelector("shirube-errors") && document.body.innerText.includes("部署を1つ決める"));
});
