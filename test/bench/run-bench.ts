import { globSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Runs the benches one after another, each alone on the machine, and prints one JSON object: the machine, then a field
 * for each area. `npm run bench -- startup memory` runs only those.
 */
interface Bench {
  run(): Promise<object>;
}

const folder = fileURLToPath(new URL(".", import.meta.url));
const areas = globSync("*.bench.ts", { cwd: folder })
  .map((file) => basename(file, ".bench.ts"))
  .sort();
const asked = process.argv.slice(2);
const unknown = asked.find((area) => !areas.includes(area));
if (unknown !== undefined) {
  console.error(`There is no bench "${unknown}". Benches: ${areas.join(", ")}.`);
  process.exit(2);
}

const results: Record<string, object> = {};
for (const area of asked.length > 0 ? asked : areas) {
  console.error(`Measuring ${area} …`);
  const bench = (await import(`./${area}.bench.ts`)) as Bench;
  results[area] = await bench.run();
}
const machine = {
  platform: `${process.platform} ${process.arch}`,
  node: process.version,
  cores: cpus().length,
  cpu: cpus()[0]?.model ?? "unknown",
  memoryMiB: Math.round(totalmem() / 2 ** 20),
};
console.log(JSON.stringify({ machine, ...results }, null, 2));
