// What a person does to find something: on any page, on the search page, by keyboard, with an input method, without scripts.
import { readFileSync } from "node:fs";
import { address, expect, open, run, until } from "./browser.mjs";

const axe = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const sound = async (page, name) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const { id, help, nodes } of violations) expect(false, `${name}: ${id}: ${help}: ${nodes[0].target}`);
};
const options = (page) => page.$$eval("[role=option]", (all) => all.map((one) => one.innerText));
const results = (page) => page.$$eval(".text .list h2 a", (all) => all.filter((one) => one.checkVisibility()).map((one) => one.innerText));

await run(async (browser) => {
  for (const [name, look] of [["light", {}], ["360 dark", { viewport: { width: 360, height: 740 }, colorScheme: "dark" }]]) {
    const page = await open(browser, look);
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${address}success/playbooks/receipts/`);
    expect(!asked.some((url) => /search\.|index\.json/.test(url)), "nothing of the search is loaded before it is used");
    await page.keyboard.press("/");
    expect(await page.evaluate(() => document.activeElement.type === "search"), `${name}: "/" leads to the field`);
    // Half-converted kana are no question.
    const compose = (type, data) => page.evaluate(([type, data]) => document.activeElement.dispatchEvent(new CompositionEvent(type, { data, bubbles: true })), [type, data]);
    await compose("compositionstart", "");
    await page.evaluate(() => {
      document.activeElement.value = "しょうにn";
      document.activeElement.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
    });
    await page.waitForTimeout(300);
    expect(!(await options(page)).length, `${name}: nothing is asked while the input method is open`);
    await page.evaluate(() => { document.activeElement.value = "承認"; });
    await compose("compositionend", "承認");
    await until(page, "suggestions", () => document.querySelectorAll("[role=option]").length > 2);
    const found = await options(page);
    expect(found[0].includes("承認"), `${name}: the first suggestion is about the question: ${found[0]}`);
    expect(await page.locator("[role=combobox][aria-expanded=true]").count() === 1, `${name}: the field says that its list is open`);
    expect(/\d+件/.test(await page.locator(".search [role=status]").innerText()), `${name}: how many there are is told`);
    await sound(page, `${name}: suggestions`);
    await page.keyboard.press("Escape");
    expect(await page.locator("[role=listbox]").isHidden(), `${name}: Escape closes the list`);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    const active = await page.evaluate(() => document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))?.innerText);
    expect(active === found[0], `${name}: arrows choose: ${active}`);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname.includes("/playbooks/") && !url.pathname.includes("receipts"), { timeout: 20_000 });

    // A word that others looked for, by mouse.
    await page.goto(`${address}success/`);
    await page.locator(".popular a").last().click({ timeout: 20_000 });
    await page.waitForURL((url) => url.pathname.endsWith("/search/"), { timeout: 20_000 });

    // The search page.
    await page.goto(`${address}success/search/?q=${encodeURIComponent("ｽﾏｰﾄﾌｫﾝ")}`);
    await until(page, "results", () => document.querySelector(".text .list mark"));
    const all = await results(page);
    expect(all.length >= 3 && all.some((title) => title.includes("スマートフォン")), `${name}: ${all}`);
    expect((await page.title()).length > 0 && (await page.innerText("h1")).includes("ｽﾏｰﾄﾌｫﾝ"), `${name}: the title says what was asked`);
    await sound(page, `${name}: results`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide <= 0, `${name}: results are ${wide} px too wide`);
    await page.getByRole("button", { name: "事例" }).click();
    await until(page, "fewer results", (before) => [...document.querySelectorAll(".text .list h2 a")].filter((one) => one.checkVisibility()).length < before, all.length);
    expect(new URL(page.url()).searchParams.get("kind") === "story", `${name}: the address keeps what was chosen`);
    await page.reload();
    await until(page, "the choice is kept", () => document.querySelector("[aria-pressed=true]"));
    await page.getByRole("button", { name: "事例" }).click();
    await page.locator("main input[type=search]").fill("っっっ無い言葉っっっ");
    await until(page, "nothing is found", () => document.querySelector(".found").innerText.includes("当てはまる"));
    await page.locator("main input[type=search]").fill("");
    await until(page, "the whole list is back", () => document.querySelector(".entries")?.checkVisibility());
    await page.locator("main input[type=search]").fill("領収書");
    await until(page, "results", () => document.querySelector(".text .list mark"));
    await page.keyboard.press("ArrowDown");
    expect(await page.evaluate(() => document.activeElement.closest(".list") !== null), `${name}: arrows lead into the results`);
    await page.context().close();
  }

  // How long a reader waits on a fresh page.
  const page = await open(browser);
  await page.goto(`${address}success/playbooks/`);
  await page.focus("input[type=search]");
  await page.waitForFunction(() => document.querySelector(".suggest"));
  const took = await page.evaluate(() => new Promise((done) => {
    const field = document.activeElement;
    const started = performance.now();
    new MutationObserver(() => document.querySelector("[role=option]") && done(performance.now() - started)).observe(document.body, { childList: true, subtree: true });
    field.value = "差し戻し";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }));
  console.log(`first suggestion after ${took.toFixed(0)} ms`);
  expect(took < 1000, `the first suggestion took ${took} ms`);

  // English, with a typing mistake.
  await page.goto(`${address}success/en/search/?q=recipt`);
  await until(page, "results in English", () => [...document.querySelectorAll(".text .list h2 a")].some((one) => one.checkVisibility() && /receipt/i.test(one.innerText)));
  await page.goto(`${address}team/search/?q=NRR`);
  await until(page, "metrics are found on the internal site", () => document.querySelector(".text .list mark"));
  expect((await results(page))[0].includes("NRR"), "the metric comes first");
  await page.context().close();

  const bare = await open(browser, { javaScriptEnabled: false });
  await bare.goto(`${address}success/search/?q=test`);
  expect((await bare.locator("main").innerText()).includes("承認"), "the list is there without scripts");
  await bare.context().close();
});
