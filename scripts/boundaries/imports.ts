import { existsSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { parseSync } from "vite";

export interface Import {
  readonly specifier: string;
  /** A path from the root, `pkg:<name>` or `node:<name>`; undefined where the file is missing. */
  readonly target: string | undefined;
  readonly line: number;
  readonly typeOnly: boolean;
}

/** The package's name without the path inside it. */
const packageName = (specifier: string) =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** Where an import of `file` leads. */
function resolve(root: string, file: string, specifier: string): string | undefined {
  const plain = specifier.replace(/\?.*$/, "");
  if (isBuiltin(plain)) return plain.startsWith("node:") ? plain : `node:${plain}`;
  if (!plain.startsWith(".") && !plain.startsWith("#")) return `pkg:${packageName(plain)}`;
  const path = plain.startsWith("#") ? join(root, plain.slice(1)) : join(root, dirname(file), plain);
  return existsSync(path) ? relative(root, path).split(sep).join("/") : undefined;
}

/** Every import, type import, re-export and literal `import()` of one file, which is named relative to `root`. */
export function importsOf(root: string, file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]?.message}`);
  const found: Import[] = [];
  const add = (specifier: string, start: number, typeOnly: boolean) =>
    found.push({
      specifier,
      target: resolve(root, file, specifier),
      line: text.slice(0, start).split("\n").length,
      typeOnly,
    });
  for (const item of module.staticImports) {
    const typeOnly = item.entries.length > 0 && item.entries.every((entry) => entry.isType);
    add(item.moduleRequest.value, item.start, typeOnly);
  }
  for (const item of module.staticExports) {
    const from = item.entries.find((entry) => entry.moduleRequest);
    if (from?.moduleRequest)
      add(
        from.moduleRequest.value,
        item.start,
        item.entries.every((entry) => entry.isType),
      );
  }
  for (const item of module.dynamicImports) {
    const literal = /^["'`]([^"'`$]+)["'`]$/.exec(text.slice(item.moduleRequest.start, item.moduleRequest.end));
    if (literal?.[1]) add(literal[1], item.start, false);
  }
  return found;
}
