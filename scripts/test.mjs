/**
 * npm test: installs what the tests need, holds the program against everything, and ends with one line,
 * `N passed, N failed`. `npm test -- unit "types: src"` runs only the steps it names, and what those need.
 */
import { mkdirSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { chromiumHint, ensureChromium } from "./lib/chromium.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { pinnedNode, root } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { ensureSecretService } from "./lib/secret-service.mjs";
import { lanes } from "./test/steps.mjs";
import { closingLine, sum, tallyOf } from "./test/tally.mjs";

const STEP_LIMIT_MS = 20 * 60_000;
const begin = Date.now();
const seconds = (since) => `${((Date.now() - since) / 1_000).toFixed(1)} s`;
const print = (text) => process.stdout.write(`${text}\n`);

await ensureInstalled();

const names = lanes.flat().map((step) => step.name);
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !names.includes(name));
if (unknown !== undefined) {
  print(`There is no step "${unknown}". Steps: ${names.join(", ")}.`);
  process.exit(2);
}
const byName = new Map(lanes.flat().map((step) => [step.name, step]));
const wanted = new Set(asked.length > 0 ? asked : names);
for (const name of [...wanted]) for (const need of byName.get(name).needs ?? []) wanted.add(need);

const chromium = wanted.has("e2e") ? await ensureChromium() : undefined;
if (wanted.has("integration") && process.platform === "linux" && !(await ensureSecretService())) {
  print("No Secret Service here (gnome-keyring, dbus): the keychain test against a real one is skipped.");
}

const results = join(root, "test-results");
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const env = {
  ...process.env,
  PATH: [dirname(pinnedNode()), process.env.PATH ?? ""].join(delimiter),
  NO_COLOR: "1",
  ...(chromium === undefined ? {} : { CHROMIUM_PATH: chromium }),
};

/** @type {Map<string, import("./test/tally.mjs").Tally & { code: number }>} */
const done = new Map();

async function runStep(step) {
  const since = Date.now();
  const missing = (step.needs ?? []).find((need) => (need === "chromium" ? !chromium : done.get(need)?.code !== 0));
  const { code, output } =
    missing === undefined
      ? await run(pinnedNode(), step.args, { env, timeoutMs: STEP_LIMIT_MS })
      : { code: 1, output: missing === "chromium" ? chromiumHint : `Not run: the step "${missing}" failed.` };
  const tally = tallyOf({ code, report: step.report });
  done.set(step.name, { ...tally, code });
  const word = code === 0 ? "ok  " : "FAIL";
  print(`${word}  ${step.name}${step.report ? `: ${closingLine(tally)}` : ""} (${seconds(since)})`);
  if (code !== 0) print(`${output.trimEnd()}\n`);
}

await Promise.all(
  lanes.map(async (lane) => {
    for (const step of lane) if (wanted.has(step.name)) await runStep(step);
  }),
);

const total = sum([...done.values()]);
const broken = [...done].filter(([, result]) => result.code !== 0).map(([name]) => name);
print(broken.length > 0 ? `Failed: ${broken.join(", ")}.` : `All steps passed in ${seconds(begin)}.`);
print(closingLine(total));
process.exitCode = broken.length > 0 || total.failed > 0 ? 1 : 0;
