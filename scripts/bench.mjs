/** npm run bench [-- area …]: measures and prints one JSON object; see test/bench/run-bench.ts. */
import { ensureBuilt } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { nodeEnv } from "./lib/node-env.mjs";
import { pinnedNode } from "./lib/paths.mjs";
import { hand } from "./lib/run.mjs";

await ensureInstalled();
await ensureBuilt();
process.exitCode = await hand(pinnedNode(), ["test/bench/run-bench.ts", ...process.argv.slice(2)], { env: nodeEnv() });
