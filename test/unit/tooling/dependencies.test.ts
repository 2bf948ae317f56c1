import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { importsOf } from "../../../scripts/boundaries/imports.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, Record<string, string>>;
const runtime = Object.keys(manifest.dependencies ?? {});
const development = Object.keys(manifest.devDependencies ?? {});

const files = globSync(["{src,main,preload,renderer,test,scripts}/**/*.{ts,tsx,mjs}", "*.config.ts"], { cwd: root });
const imported = new Set(
  files
    .flatMap((file) => importsOf(root, file).filter(({ typeOnly }) => !typeOnly || !file.startsWith("test/")))
    .flatMap(({ target }) => (target?.startsWith("pkg:") ? [target.slice("pkg:".length)] : [])),
);

describe("dependencies", () => {
  test("every package that is imported is declared", () => {
    const declared = new Set([...runtime, ...development]);
    expect([...imported].filter((name) => !declared.has(name))).toEqual([]);
  });

  test("every dependency of the program is imported", () => {
    expect(runtime.filter((name) => !imported.has(name))).toEqual([]);
  });

  test("docs/dependencies.md says of each, and of no other, why it is there", () => {
    const text = readFileSync(join(root, "docs/dependencies.md"), "utf8");
    const named = [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual([...runtime, ...development].toSorted());
  });
});
