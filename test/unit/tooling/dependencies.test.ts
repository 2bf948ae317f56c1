import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { importsOf } from "../../../scripts/boundaries/imports.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, Record<string, string>>;
const runtime = Object.keys(manifest.dependencies ?? {});
const development = Object.keys(manifest.devDependencies ?? {});

/** The packages that these files import, types included. */
function packagesOf(pattern: string | string[]): Set<string> {
  const targets = globSync(pattern, { cwd: root }).flatMap((file) => importsOf(root, file));
  return new Set(targets.flatMap(({ target }) => (target?.startsWith("pkg:") ? [target.slice("pkg:".length)] : [])));
}

describe("dependencies", () => {
  test("every package that is imported is declared", () => {
    const declared = new Set([...runtime, ...development]);
    const imported = packagesOf(["{src,main,preload,renderer,test,scripts}/**/*.{ts,tsx,mjs}", "*.config.ts"]);
    expect([...imported].filter((name) => !declared.has(name) && !name.startsWith("virtual:"))).toEqual([]);
  });

  test("every dependency of the program is imported", () => {
    const imported = packagesOf("{src,main,preload,renderer}/**/*.{ts,tsx}");
    expect(runtime.filter((name) => !imported.has(name))).toEqual([]);
  });

  test("docs/dependencies.md says of each, and of no other, why it is there", () => {
    const text = readFileSync(join(root, "docs/dependencies.md"), "utf8");
    const named = [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual([...runtime, ...development].toSorted());
  });
});
