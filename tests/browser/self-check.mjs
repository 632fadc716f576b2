// A customer answers the self-check: it says where they stand, keeps the answers in this browser alone, and can be read and ticked
// without scripts.
import { address, expect, open, run } from "./browser.mjs";

const check = `${address}success/self-check/`;
const said = (page) => page.locator(".self-check [role=status]").innerText();
const boxes = (page) => page.locator(".self-check input").all();

await run(async (browser) => {
  for (const viewport of [{ width: 1280, height: 800 }, { width: 360, height: 740 }]) {
    const page = await open(browser, { viewport });
    await page.goto(check);
    const asked = [];
    // The icon may still be on its way, and the preview listens for edits.
    page.on("request", (request) => /\/(assets|\.shirube)\/[\w.-]+$/.test(request.url()) || asked.push(request.url()));
    expect((await said(page)).includes("まだ最初の段階"), `nothing is ticked: ${await said(page)}`);
    const [first, second, third, fourth] = await boxes(page);
    for (const box of [first, second]) await box.check();
    expect((await said(page)).includes("まだ最初の段階"), "one question of the first step is open");
    await third.check();
    expect((await said(page)).includes("「使いはじめる」"), `the first step is reached: ${await said(page)}`);
    await fourth.check();
    expect((await said(page)).includes("「使いはじめる」"), "a step begun is not a step reached");
    expect(asked.length === 0, `an answer is sent to ${asked[0]}`);

    await page.reload();
    const kept = await Promise.all((await boxes(page)).map((box) => box.isChecked()));
    expect(kept.slice(0, 4).every(Boolean) && !kept.slice(4).some(Boolean), `after coming back: ${kept}`);
    expect((await said(page)).includes("「使いはじめる」"), "and what they amount to");
    for (const box of await boxes(page)) await box.check();
    expect((await said(page)).includes("「ほかの部署へ広げる」"), "the last step is reached");
    await first.uncheck();
    expect((await said(page)).includes("まだ最初の段階"), "the first open question decides");
    await page.context().close();

    const stranger = await open(browser, { viewport });
    await stranger.goto(check);
    const ticked = await Promise.all((await boxes(stranger)).map((box) => box.isChecked()));
    expect(!ticked.some(Boolean), "another reader begins anew");
    await stranger.context().close();
  }

  const bare = await open(browser, { javaScriptEnabled: false });
  await bare.goto(check);
  const text = await bare.locator(".self-check").innerText();
  for (const words of ["いまの段階です", "1　使いはじめる", "2つ以上の部署で使っている"]) expect(text.includes(words), `without scripts, no “${words}”`);
  expect(await bare.locator(".self-check [role=status]").isHidden(), "without scripts nothing is claimed");
  const [box] = await boxes(bare);
  await box.check();
  expect(await box.isChecked(), "a box can be ticked without scripts");
  await bare.context().close();
});
