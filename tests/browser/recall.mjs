// Asks the built index a list of questions through the script that readers get. Argument: a JSON file with
// { script, sites: { name: folder of index.json }, questions: [{ site, text, kind, expected }], folding, nowhere: { site, text } }.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { open, fold, spell, passage } = await import(pathToFileURL(plan.script));
const FIRST = 10;

for (const [text, compared, spelled] of plan.folding) {
  const found = [fold(text).text, spell(text).text];
  if (found[0] !== compared || found[1] !== spelled) console.error(`folding ${text}: ${found} instead of ${[compared, spelled]}`), (process.exitCode = 1);
}

/** An index whose pieces are counted by their bytes. */
const index = async (folder) => {
  let bytes = 0;
  let times = 0;
  const engine = async () => {
    bytes = times = 0;
    const root = join(folder, folder.endsWith("/en/search") ? "../.." : "..");
    return open(async (name, type) => {
      const content = readFileSync(name === "index.json" ? join(folder, name) : join(root, name));
      bytes += content.length;
      times += 1;
      return type === "bytes" ? content : type === "json" ? JSON.parse(content) : content.toString();
    });
  };
  return { engine, cost: () => ({ bytes, times }) };
};

const byKind = new Map();
let [most, slowest] = [0, 0];
const sites = Object.fromEntries(await Promise.all(Object.entries(plan.sites).map(async ([name, folder]) => [name, await index(folder)])));
for (const { site, kind, text, expected } of plan.questions) {
  // A fresh reader every time: what was fetched for one question does not help the next.
  const engine = await sites[site].engine();
  const started = performance.now();
  const answer = await engine.ask(text);
  const results = await answer.next(FIRST);
  const shown = results.map((result) => passage(result, "ja"));
  const took = performance.now() - started;
  const right = results.filter((result) => expected.includes(result.address)).length;
  const recall = right / Math.min(FIRST, expected.length);
  const { bytes, times } = sites[site].cost();
  most = Math.max(most, bytes);
  slowest = Math.max(slowest, took);
  byKind.set(kind, [...(byKind.get(kind) ?? []), recall]);
  if (process.env.VERBOSE || recall < 1) {
    console.log(`${site}\t${kind}\t${text}\t${right} of ${expected.length}\t${bytes} bytes in ${times}\t${took.toFixed(0)} ms`);
    if (process.env.VERBOSE) for (const one of shown.slice(0, 3)) console.log(`    ${one.address}\t${one.title.text}\t${one.passage.text}\t${JSON.stringify(one.passage.marks)}`);
  }
}
// A question that seems to fit everywhere and fits nowhere must not read every page.
{
  const { site, text } = plan.nowhere;
  const answer = await (await sites[site].engine()).ask(text);
  const seemed = answer.kept.length;
  const results = await answer.next(FIRST);
  const { bytes } = sites[site].cost();
  console.log(`${text}: ${results.length} of ${seemed}, ${bytes} bytes`);
  if (seemed < 100 || bytes > 500_000) console.error(`${seemed} pages seem to fit, and ${bytes} bytes were read`), (process.exitCode = 1);
}
const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;
for (const [kind, list] of byKind) console.log(`recall ${kind}: ${mean(list).toFixed(3)} (${list.length})`);
const all = mean([...byKind.values()].flat());
console.log(`recall at ${FIRST}: ${all.toFixed(3)}; most fetched: ${most} bytes; slowest: ${slowest.toFixed(0)} ms`);
if (!(all >= 0.95)) process.exitCode = 1;
// What a reader of the first result loads, uncompressed; and what every page loads beside its text, compressed.
if (most > 300_000) console.error(`${most} bytes for one question`), (process.exitCode = 1);
const assets = join(plan.sites.sample, "../assets");
for (const name of readdirSync(assets).filter((name) => name.endsWith(".js"))) {
  const size = gzipSync(readFileSync(join(assets, name)), { level: 9 }).length;
  console.log(`${name}: ${size} bytes compressed`);
  if (size > 12_000) console.error(`${name} is too large: ${size} bytes compressed`), (process.exitCode = 1);
}
