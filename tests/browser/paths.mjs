// The paths a person takes: by mouse, by keyboard alone, without scripts, on paper. Every page comes with the content security
// policy that the site is published with: what it forbids would show as an error.
import { address, expect, open, run, until } from "./browser.mjs";

const POLICY = "default-src 'self'; img-src 'self' https: data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";
const home = `${address}success/`;
const guide = `${address}success/playbooks/month-end-close/`;

/** A page under the policy of a published site. */
const strict = async (browser, options) => {
  const page = await open(browser, options);
  await page.route("**/*", async (route) => {
    if (route.request().resourceType() !== "document") return route.continue();
    const response = await route.fetch();
    return route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": POLICY } });
  });
  return page;
};
const focused = (page) => page.evaluate(() => document.activeElement.innerText || document.activeElement.id);
/** Presses Tab until something has the focus. */
const tabTo = async (page, selector) => {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
  }
  expect(false, `${page.url()}: ${selector} cannot be reached by Tab; the focus is on ${await focused(page)}`);
};

const byStage = async (page) => {
  await page.goto(home);
  await page.getByRole("link", { name: "毎月の締めを早く終える" }).click();
  await page.waitForURL("**/journey/adoption/");
  await page.locator("main").getByRole("link", { name: "月締めを3日早く終える" }).click();
  await page.waitForURL(guide);
  expect((await page.innerText("h1")).includes("月締め"), "the guide is found by its stage");
};

const ticks = async (page) => {
  await page.goto(guide);
  await page.locator(".task label").first().click();
  expect((await page.innerText(".progress")).replace(/\s/g, "").endsWith("1/10"), `progress: ${await page.innerText(".progress")}`);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("[data-keep=csv]")]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const table = Buffer.concat(chunks).toString("utf8");
  const rows = table.trim().split("\r\n");
  expect(download.suggestedFilename() === "month-end-close.csv", `the table is called ${download.suggestedFilename()}`);
  expect(table[0] === "\uFEFF" && rows.length === 11 && rows[0] === "見出し,項目,印", `the table has ${rows.length} rows: ${rows[0]}`);
  expect(rows[1].endsWith('"済"') && rows[2].endsWith('""'), `the table has the tick: ${rows.slice(1, 3)}`);
  await page.click("[data-keep=copy]");
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text.includes(guide) && text.includes("- [x] ") && text.split("- [ ] ").length === 10, `copied: ${text}`);
  await until(page, "the copy is told", () => document.querySelector(".keep [role=status]").textContent !== "");
  // Leave and come back, here and where all guides of the stage stand together.
  await page.goto(home);
  await page.goto(guide);
  expect(await page.locator(".task input").first().isChecked(), "the tick is kept");
  await page.goto(`${address}success/journey/adoption/`);
  await page.getByRole("link", { name: "まとめて読む" }).click();
  await page.waitForURL("**/print/");
  const kept = () => page.locator(".sheet .task input:checked").count();
  expect((await kept()) === 1, `the stage on paper has ${await kept()} ticks`);
  await page.locator(".sheet .task input:checked").uncheck();
  await page.goto(guide);
  expect((await page.locator(".task input:checked").count()) === 0, "a tick taken away there is away here");
};

const languages = async (page) => {
  await page.goto(guide);
  await page.locator(".langs").getByRole("link", { name: "English" }).click();
  await page.waitForURL("**/en/playbooks/month-end-close/");
  expect((await page.getAttribute("html", "lang")) === "en", "the same page in English");
  await page.locator(".langs").getByRole("link", { name: "日本語" }).click();
  await page.waitForURL(guide);
};

const meanings = async (page) => {
  await page.goto(guide);
  const tip = page.locator(".meaning").first();
  expect(await tip.isHidden(), "a meaning is shown only when it is asked for");
  await page.hover(".term a");
  await tip.waitFor({ state: "visible" });
  await tip.hover();
  expect(await tip.isVisible(), "a meaning stays while the pointer is on it");
  await page.keyboard.press("Escape");
  expect(await tip.isHidden(), "Escape puts a meaning away");
  await page.mouse.move(0, 0);
  await page.locator(".term a").first().focus();
  expect(await tip.isVisible(), "the keyboard shows a meaning too");
};

const useful = async (page) => {
  await page.goto(guide);
  const answer = await page.locator(".feedback").getByRole("link", { name: "はい" }).getAttribute("href");
  expect(answer.startsWith("mailto:") && decodeURIComponent(answer).includes("月締めを3日早く終える"), `the answer says which guide: ${answer}`);
};

const review = async (page) => {
  await page.goto(`${address}team/`);
  await page.locator("main").getByRole("link", { name: "レビュー" }).first().click();
  await page.waitForURL("**/team/reviews/**");
  const month = page.url();
  await page.locator(".card details.why > summary").first().click();
  const panel = page.locator(".card details.why[open]");
  expect((await panel.innerText()).length > 20, `"why?" says where a figure comes from: ${await panel.innerText()}`);
  await page.keyboard.press("Escape");
  expect((await panel.count()) === 0, "Escape closes it");
  await page.locator(".months [rel=prev]").click();
  await page.waitForURL((url) => url.href !== month && url.pathname.includes("/reviews/"));
};

const keyboard = async (page) => {
  await page.goto(home);
  await page.keyboard.press("Tab");
  expect((await focused(page)) === "本文へ移動", `the first stop is the way to the text: ${await focused(page)}`);
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement.id === "_main"), "the text has the focus");
  await tabTo(page, ".leg a");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/journey/**");
  await tabTo(page, "main .list a");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/playbooks/**");
  await tabTo(page, ".task input");
  await page.keyboard.press("Space");
  expect(await page.evaluate(() => document.activeElement.checked), "a box is ticked by the space bar");
  await page.keyboard.press("/");
  expect(await page.evaluate(() => document.activeElement.type === "search"), '"/" leads to the search');
};

const paper = async (page) => {
  await page.goto(guide);
  await page.locator(".task label").first().click();
  await page.emulateMedia({ media: "print" });
  for (const selector of [".places", ".search", ".contents", ".progress", ".keep", ".feedback", ".neighbours"]) {
    expect(await page.locator(selector).first().isHidden(), `${selector} is not printed`);
  }
  expect(await page.locator(".task input:checked").first().isVisible(), "ticks are printed");
  expect((await page.locator(".print-note").innerText()).endsWith("/s/close/"), "the short address stands at the foot");
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.length > 10_000, "the guide can be printed");
};

const bare = async (page) => {
  await byStage(page);
  expect(await page.locator(".keep").isHidden(), "what needs a script is not offered without one");
  const lit = () => page.locator(".bar i.s1").evaluate((line) => getComputedStyle(line).backgroundColor);
  const before = await lit();
  await page.locator(".task label").first().click();
  expect((await lit()) !== before, "the line of progress lights without a script");
  await page.locator(".term a").first().focus();
  expect(await page.locator(".meaning").first().isVisible(), "meanings need no script");
  await page.goto(`${address}success/s/close/`);
  await page.waitForURL(guide);
};

await run(async (browser) => {
  const reader = { permissions: ["clipboard-read", "clipboard-write"] };
  for (const path of [byStage, ticks, languages, meanings, useful, review, keyboard, paper]) {
    const page = await strict(browser, reader);
    await path(page);
    await page.context().close();
  }
  const page = await strict(browser, { javaScriptEnabled: false });
  await bare(page);
  await page.context().close();
});
