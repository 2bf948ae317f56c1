import { mkdirSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { outDir, pinnedNode, root } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { CHROMIUM_HINT, ensureChromium } from "./chromium.ts";
import { installPackages, onPath } from "./debian.ts";
import { ensureSecretService } from "./secret-service.ts";
import { lanes, type Step } from "./steps.ts";
import { closingLine, sum, type Tally, tallyOf } from "./tally.ts";

/**
 * npm test: installs what the tests need, holds the program against everything, and ends with one line,
 * `N passed, N failed`. `npm test -- unit "types: src"` runs only the steps it names, and what those need.
 */
const STEP_LIMIT_MS = 20 * 60_000;
const begin = Date.now();
const seconds = (since: number) => `${((Date.now() - since) / 1_000).toFixed(1)} s`;
const print = (text: string) => process.stdout.write(`${text}\n`);

const byName = new Map(lanes.flat().map((step) => [step.name, step]));
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !byName.has(name));
if (unknown !== undefined) {
  print(`There is no step "${unknown}". Steps: ${[...byName.keys()].join(", ")}.`);
  process.exit(2);
}
const wanted = new Set(asked.length > 0 ? asked : byName.keys());
for (const name of [...wanted]) for (const need of byName.get(name)?.needs ?? []) wanted.add(need);

const chromium = wanted.has("e2e") ? await ensureChromium() : undefined;
if (wanted.has("e2e") && !onPath("curl")) await installPackages("curl");
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
  // Tests that start the terminal take the bundle that the step "build" made.
  TAUSMITH_TEST_OUT: outDir,
  ...(chromium === undefined ? {} : { CHROMIUM_PATH: chromium }),
};
const done = new Map<string, Tally & { readonly code: number }>();

/** Why a step cannot run, or undefined if it can. */
function obstacle(step: Step): string | undefined {
  const missing = step.needs.find((need) => (need === "chromium" ? !chromium : done.get(need)?.code !== 0));
  if (missing === undefined) return undefined;
  return missing === "chromium" ? CHROMIUM_HINT : `Not run, because the step "${missing}" failed.`;
}

async function runStep(step: Step): Promise<void> {
  const since = Date.now();
  const reason = obstacle(step);
  const { code, output } =
    reason === undefined
      ? await run(pinnedNode(), step.args, { env, timeoutMs: STEP_LIMIT_MS })
      : { code: 1, output: reason };
  const tally = tallyOf({ code, report: step.report });
  done.set(step.name, { ...tally, code });
  print(
    `${code === 0 ? "ok  " : "FAIL"}  ${step.name}${step.report ? `: ${closingLine(tally)}` : ""} (${seconds(since)})`,
  );
  if (code !== 0) print(`${output.trimEnd()}\n`);
}

await Promise.all(
  lanes.map(async (lane) => {
    for (const step of lane) if (wanted.has(step.name)) await runStep(step);
  }),
);

const broken = [...done].filter(([, result]) => result.code !== 0).map(([name]) => name);
print(broken.length > 0 ? `Failed: ${broken.join(", ")}.` : `All ${done.size} steps passed in ${seconds(begin)}.`);
print(closingLine(sum([...done.values()])));
process.exitCode = broken.length > 0 ? 1 : 0;
