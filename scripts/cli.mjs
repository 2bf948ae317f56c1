/** npm run -s cli -- …: the terminal front from a checkout. Standard output carries the program's answer and nothing else. */
import { join } from "node:path";
import { ensureBuilt } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { nodeEnv } from "./lib/node-env.mjs";
import { outDir, pinnedNode } from "./lib/paths.mjs";
import { hand } from "./lib/run.mjs";

await ensureInstalled();
await ensureBuilt();
// npm moves to the checkout before it runs a script; paths on the command line are meant from where the person is.
const { npm_lifecycle_event: script, INIT_CWD: from } = process.env;
const cwd = script === "cli" && from ? from : process.cwd();
process.exit(
  await hand(pinnedNode(), [join(outDir, "main", "cli.js"), ...process.argv.slice(2)], { cwd, env: nodeEnv() }),
);
