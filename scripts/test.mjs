/** npm test: see scripts/test/run-tests.ts, which needs what is installed here first. */
import { ensureInstalled } from "./lib/install.mjs";
import { pinnedNode } from "./lib/paths.mjs";
import { hand } from "./lib/run.mjs";

await ensureInstalled();
process.exitCode = await hand(pinnedNode(), ["scripts/test/run-tests.ts", ...process.argv.slice(2)]);
