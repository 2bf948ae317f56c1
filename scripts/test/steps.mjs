import { join } from "node:path";
import { root } from "../lib/paths.mjs";

const bin = (path) => join(root, "node_modules", path);
const VITEST = bin("vitest/vitest.mjs");

/** @typedef {{ name: string, args: readonly string[], report?: string, needs?: readonly string[] }} Step */

const check = (name, ...args) => ({ name, args });

const level = (name, ...needs) => {
  const report = join(root, "test-results", `${name}.json`);
  return {
    name,
    args: [VITEST, "run", "--project", name, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    report,
    needs,
  };
};

/**
 * Everything that `npm test` holds the program against, in two lanes that run beside each other on two cores. All
 * steps are Node programs; `needs` names what must be there first: another step, or `chromium`.
 *
 * @type {readonly (readonly Step[])[]}
 */
export const lanes = [
  [
    check("format and lint", bin("@biomejs/biome/bin/biome"), "ci", "--colors=off"),
    check("import boundaries", "scripts/check-boundaries.ts"),
    check("types: src", bin("typescript/bin/tsc"), "-p", "tsconfig.src.json"),
    check("types: node", bin("typescript/bin/tsc"), "-p", "tsconfig.node.json"),
    check("types: web", bin("typescript/bin/tsc"), "-p", "tsconfig.web.json"),
    level("unit"),
    level("renderer"),
  ],
  [check("build", "scripts/build.mjs"), level("integration", "build"), level("e2e", "build", "chromium")],
];
