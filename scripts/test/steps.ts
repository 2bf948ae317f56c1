import { join } from "node:path";
import { root } from "../lib/paths.mjs";

/** One thing that `npm test` does: a Node program with its arguments. */
export interface Step {
  readonly name: string;
  readonly args: readonly string[];
  /** Where the test runner writes its figures; a check has none. */
  readonly report?: string;
  /** What must be there first: another step, or `chromium`. */
  readonly needs: readonly string[];
}

const tool = (path: string) => join(root, "node_modules", path);
const BIOME = tool("@biomejs/biome/bin/biome");
const TSC = tool("typescript/bin/tsc");
const VITEST = tool("vitest/vitest.mjs");

const check = (name: string, ...args: string[]): Step => ({ name, args, needs: [] });

const level = (name: string, ...needs: string[]): Step => {
  const report = join(root, "test-results", `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return { name, args: [VITEST, "run", "--project", `${name}*`, ...reporters], report, needs };
};

/** Everything the program is held against, in two lanes that run beside each other on two cores. */
export const lanes: readonly (readonly Step[])[] = [
  [
    check("format and lint", BIOME, "ci", "--colors=off"),
    check("import boundaries", "scripts/check-boundaries.ts"),
    check("types: src", TSC, "-p", "tsconfig.src.json"),
    check("types: node", TSC, "-p", "tsconfig.node.json"),
    check("types: web", TSC, "-p", "tsconfig.web.json"),
    level("unit"),
    level("renderer"),
  ],
  [check("build", "scripts/build.mjs"), level("integration", "build"), level("e2e", "build", "chromium")],
];
