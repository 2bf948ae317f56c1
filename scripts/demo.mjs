/** npm run demo [-- --json]: the whole main job without a screen, on a fresh practice network that is gone afterwards. */
import { join } from "node:path";
import { ensureBuilt } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { nodeEnv } from "./lib/node-env.mjs";
import { outDir, pinnedNode } from "./lib/paths.mjs";
import { hand } from "./lib/run.mjs";

await ensureInstalled();
await ensureBuilt();
process.exitCode = await hand(pinnedNode(), [join(outDir, "main", "demo.js"), ...process.argv.slice(2)], {
  env: nodeEnv(),
});
