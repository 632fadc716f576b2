// What the scripts here share: a browser that may talk to the preview only, and a list of what went wrong.
import { chromium } from "playwright-core";

export const [address, root] = process.argv.slice(2);
const problems = [];

/** Notes a problem unless something holds. */
export const expect = (holds, problem) => {
  if (!holds) problems.push(problem);
};

/** Runs a test with a browser; the program ends with 1 when there was a problem. */
export const run = async (test) => {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
  try {
    await test(browser);
  } catch (error) {
    problems.push(error.stack);
  } finally {
    await browser.close();
  }
  for (const problem of problems.slice(0, 40)) console.error(problem);
  if (problems.length) console.error(`${problems.length} problems`);
  process.exitCode = problems.length ? 1 : 0;
};

/** A page that notes every error, and every request to elsewhere. */
export const open = async (browser, options) => {
  const context = await browser.newContext({ locale: "ja-JP", timezoneId: "Asia/Tokyo", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => expect(false, `${page.url()}: ${error}`));
  page.on("console", (message) => expect(message.type() !== "error", `${page.url()}: console: ${message.text()}`));
  page.on("request", (request) => {
    const local = request.url().startsWith(address) || /^(data|blob):/.test(request.url());
    expect(local, `${page.url()}: asks for ${request.url()}`);
  });
  return page;
};

/** Waits until something is true in a page. */
export const until = (page, what, condition, argument) =>
  page.waitForFunction(condition, argument, { timeout: 20_000 }).catch(() => expect(false, `${page.url()}: never: ${what}`));
