// Every kind of page of both sites: no error, nothing from elsewhere, no sideways scroll, no text upon
// another, readable without scripts, and nothing that axe finds wrong, at two widths, in light and dark.
import { readFileSync } from "node:fs";
import { address, expect, open, run } from "./browser.mjs";

const axe = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const PAGES_OF_A_KIND = 1;

/** The kind of page that an address is of: its first folder, its depth and its language; reviews by the length of their time. */
const kind = (path) => {
  const parts = path.split("/").filter(Boolean);
  const english = parts[1] === "en";
  const period = /\/reviews\/(FY\d+(-Q)?)?/.exec(path)?.[1]?.replace(/\d/g, "") ?? "";
  return `${parts[0]} ${english} ${parts[english ? 2 : 1] ?? ""} ${parts.length} ${period}`;
};

/** Walks through all pages that links lead to; keeps a few of each kind. */
const walk = async (browser) => {
  const page = await open(browser);
  const [seen, kinds, kept, waiting] = [new Set(), new Map(), [], ["/"]];
  while (waiting.length) {
    const path = waiting.shift();
    if (seen.has(path)) continue;
    seen.add(path);
    const count = kinds.get(kind(path)) ?? 0;
    if (count >= PAGES_OF_A_KIND) continue;
    kinds.set(kind(path), count + 1);
    const answer = await page.goto(new URL(path, address).href);
    expect(answer.ok(), `${path}: ${answer.status()}`);
    kept.push(path);
    const links = await page.$$eval("a[href]", (anchors) =>
      // Not `anchor.href`: in a picture that is not a text.
      anchors.map((anchor) => new URL(anchor.getAttribute("href"), document.baseURI).href.split("#")[0]),
    );
    waiting.push(...links.filter((link) => link.startsWith(address) && !/\.(xml|svg|png|jpe?g|webp|pdf|csv)$/.test(link)).map((link) => link.slice(address.length - 1)));
  }
  await page.context().close();
  // No link leads to these, and theirs start at the root of a host of their own.
  return [...kept, "/success/404.html", "/team/404.html"];
};

/** Pairs of texts that stand one upon the other; in the page. What is only said aloud, and drawings, do not count. */
const collisions = () => {
  // What is scrolled goes below the names of rows, which stay: that is meant.
  for (const box of document.querySelectorAll(".scroll")) box.scrollLeft = -box.scrollWidth;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  // In a table that scrolls, the names of rows stay, and what is scrolled goes below them.
  const below = (element, box) => {
    const cell = element.closest(".scroll :is(th, td)");
    const name = cell?.parentElement.firstElementChild;
    return name && name !== cell && getComputedStyle(name).position === "sticky" && box.left < name.getBoundingClientRect().right;
  };
  const boxes = [];
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("svg, .hidden, .skip, script, style") || !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 2 && box.height > 2 && !below(parent, box)) boxes.push({ box, text: node.data.trim().slice(0, 20) });
  }
  boxes.sort((one, other) => one.box.top - other.box.top);
  const found = [];
  boxes.forEach(({ box, text }, at) => {
    for (let next = at + 1; next < boxes.length && boxes[next].box.top < box.bottom; next += 1) {
      const other = boxes[next];
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const down = Math.min(box.bottom, other.box.bottom) - other.box.top;
      // Lines of one text may touch: a box of a line is higher than its letters.
      if (across > 2 && down > 0.4 * Math.min(box.height, other.box.height)) found.push(`${text} | ${other.text}`);
    }
  });
  return found;
};

/** Pieces of a text that stand outside of its column; in the page. */
const strays = () =>
  [...document.querySelectorAll(".prose > *")].filter((piece) => {
    const [own, column] = [piece.getBoundingClientRect(), piece.parentElement.getBoundingClientRect()];
    return own.width && (own.left < column.left - 1 || own.right > column.right + 1);
  }).map((piece) => `${piece.tagName} ${piece.className}`);

const look = async (page, path, name, rules) => {
  await page.goto(new URL(path, address).href);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide <= 0, `${name} ${path}: ${wide} px too wide`);
  const [collision] = await page.evaluate(collisions);
  expect(!collision, `${name} ${path}: one text stands upon another: ${collision}`);
  const [stray] = await page.evaluate(strays);
  expect(!stray, `${name} ${path}: outside of its column: ${stray}`);
  await page.evaluate(axe);
  // What a finger meets is looked at only when asked.
  const options = { resultTypes: ["violations"], ...(rules ? { runOnly: rules } : { rules: { "target-size": { enabled: true } } }) };
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), options);
  for (const { id, help, nodes } of violations) expect(false, `${name} ${path}: ${id}: ${help}: ${nodes[0].target} (${nodes.length})`);
};

await run(async (browser) => {
  const paths = await walk(browser);
  expect(paths.length >= 10, `only ${paths.length} pages were found`);
  for (const [name, options, rules] of [
    ["1280 light", { viewport: { width: 1280, height: 800 } }],
    ["360 dark", { viewport: { width: 360, height: 740 }, colorScheme: "dark" }],
    // What the other scheme can change is contrast.
    ["1280 dark", { viewport: { width: 1280, height: 800 }, colorScheme: "dark" }, ["color-contrast"]],
    ["360 light", { viewport: { width: 360, height: 740 } }, ["color-contrast"]],
  ]) {
    const page = await open(browser, options);
    const looked = rules ? paths.filter((path) => !path.includes("/en/")) : paths;
    for (const path of looked) await look(page, path, name, rules);
    await page.context().close();
  }
  const bare = await open(browser, { javaScriptEnabled: false });
  for (const path of paths) {
    await bare.goto(new URL(path, address).href);
    const text = await bare.locator("main").innerText();
    expect(text.trim().length > 20, `${path}: nothing to read without scripts`);
  }
  await bare.context().close();
});
