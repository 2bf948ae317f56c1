import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { checkBoundaries } from "../../../scripts/boundaries/check.ts";

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

/** Lays out a small house and returns what the rules say about it. */
function problemsOf(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), "tausmith-walls-"));
  roots.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return checkBoundaries(root).problems;
}

const leaf = "export const leaf = 1;\n";

describe("import boundaries", () => {
  test.each([
    ["src-is-pure", "src/a.ts", 'import { readFileSync } from "node:fs";', {}],
    ["src-is-pure", "src/a.ts", 'import type { FastifyInstance } from "fastify";', {}],
    ["src-is-pure", "src/a.ts", 'export { leaf } from "#main/leaf.ts";', { "main/leaf.ts": leaf }],
    ["preload-is-thin", "preload/a.ts", 'import WebSocket from "ws";', {}],
    ["page-without-power", "renderer/app/a.tsx", 'import { ipcRenderer } from "electron";', {}],
    ["page-without-power", "renderer/app/a.tsx", 'import { ApiPromise } from "@polkadot/api";', {}],
    ["page-without-power", "renderer/app/a.tsx", 'const fs = await import("fs");', {}],
    ["page-without-power", "renderer/app/a.tsx", 'import { leaf } from "#main/leaf.ts";', { "main/leaf.ts": leaf }],
    ["pages-apart", "renderer/pages/a/A.tsx", 'import { leaf } from "../b/B.tsx";', { "renderer/pages/b/B.tsx": leaf }],
    [
      "components-are-plain",
      "renderer/components/A.tsx",
      'import { leaf } from "#renderer/stores/b.ts";',
      { "renderer/stores/b.ts": leaf },
    ],
    ["main-below-pages", "main/a.ts", 'import { leaf } from "#renderer/b.ts";', { "renderer/b.ts": leaf }],
    ["electron-in-desktop-only", "main/keys/a.ts", 'import { app } from "electron";', {}],
    ["electron-in-desktop-only", "main/app.ts", 'import "./desktop/b.ts";', { "main/desktop/b.ts": leaf }],
    ["keytar-behind-its-port", "main/keys/keys.ts", 'import keytar from "keytar";', {}],
    [
      "fork-library-in-its-process",
      "main/rehearsal/a.ts",
      'import { Block } from "@acala-network/chopsticks-core";',
      {},
    ],
    [
      "rehearsal-without-keys",
      "main/rehearsal/rehearsal-process.ts",
      'import { leaf } from "#main/keys/keys.ts";',
      { "main/keys/keys.ts": leaf },
    ],
    ["nobody-imports-test", "main/a.ts", 'import { leaf } from "#test/b.ts";', { "test/b.ts": leaf }],
    ["is not there", "src/a.ts", 'import { gone } from "./gone.ts";', {}],
  ])("%s refuses %s with %s", (rule, path, text, others) => {
    expect(problemsOf({ [path]: `${text}\n`, ...others })).toEqual([expect.stringContaining(rule)]);
  });

  test("the miner process may not reach the wallet through another file", () => {
    const problems = problemsOf({
      "main/miners/miner-process.ts": 'import { helper } from "./helper.ts";\n',
      "main/miners/helper.ts": 'export { leaf as helper } from "#main/keys/keys.ts";\n',
      "main/keys/keys.ts": leaf,
    });
    expect(problems).toEqual([expect.stringContaining("main/miners/helper.ts → main/keys/keys.ts")]);
  });

  test("a circle of imports is told once; a circle of types is none", () => {
    const problems = problemsOf({
      "main/a.ts": 'import { b } from "./b.ts";\nexport const a = () => b;\n',
      "main/b.ts": 'import { a } from "./a.ts";\nexport const b = () => a;\n',
      "main/c.ts": 'import type { D } from "./d.ts";\nexport type C = D;\n',
      "main/d.ts": 'import type { C } from "./c.ts";\nexport type D = C;\n',
    });
    expect(problems).toEqual(["circle of imports: main/a.ts → main/b.ts → main/a.ts"]);
  });

  test("what is allowed passes", () => {
    const problems = problemsOf({
      "src/a.ts": 'import { z } from "zod";\nexport const a = z.string();\n',
      "main/desktop/window.ts": 'import { BrowserWindow } from "electron";\nexport { BrowserWindow };\n',
      "main/keys/keytar-adapter.ts":
        'import keytar from "keytar";\nimport { a } from "#src/a.ts";\nexport { keytar, a };\n',
      "renderer/pages/a/A.tsx": 'import { B } from "./B.tsx";\nexport const A = () => <B />;\n',
      "renderer/pages/a/B.tsx": "export const B = () => <b />;\n",
    });
    expect(problems).toEqual([]);
  });
});
