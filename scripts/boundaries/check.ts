import { globSync } from "node:fs";
import { sep } from "node:path";
import { type Import, importsOf } from "./imports.ts";
import { rules } from "./rules.ts";

type Graph = ReadonlyMap<string, readonly Import[]>;

const ROOMS = ["src", "main", "preload", "renderer"];

/** The rule's pattern with `SAME` filled in from what `from` captured. */
const fill = (pattern: RegExp, match: RegExpExecArray) => new RegExp(pattern.source.replaceAll("SAME", match[1] ?? ""));

/** Files that `file` reaches through any chain of imports, each with the chain that leads there. */
function reachable(graph: Graph, file: string): Map<string, string[]> {
  const chains = new Map<string, string[]>();
  const queue: [string, string[]][] = [[file, []]];
  for (const [at, chain] of queue) {
    for (const { target, typeOnly } of graph.get(at) ?? []) {
      if (target === undefined || typeOnly || chains.has(target)) continue;
      chains.set(target, [...chain, target]);
      queue.push([target, [...chain, target]]);
    }
  }
  return chains;
}

/** Circles of imports that survive type stripping, each told once. */
function circles(graph: Graph): string[][] {
  const told = new Set<string>();
  const done = new Set<string>();
  const found: string[][] = [];
  const visit = (file: string, path: string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) {
      const circle = path.slice(at);
      const key = [...circle].sort().join();
      if (!told.has(key)) found.push(circle);
      told.add(key);
      return;
    }
    if (done.has(file)) return;
    for (const { target, typeOnly } of graph.get(file) ?? []) {
      if (target !== undefined && !typeOnly && graph.has(target)) visit(target, [...path, file]);
    }
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

/** Holds every import of the rooms under `root` against the rules; one sentence for each violation. */
export function checkBoundaries(root: string): { files: number; problems: string[] } {
  const files = ROOMS.flatMap((room) => globSync(`${room}/**/*.{ts,tsx}`, { cwd: root })).map((file) =>
    file.split(sep).join("/"),
  );
  const graph = new Map(files.map((file) => [file, importsOf(root, file)]));
  const problems: string[] = [];
  for (const [file, imports] of graph) {
    for (const { specifier, target, line } of imports) {
      if (target === undefined) problems.push(`${file}:${line} imports ${specifier}, which is not there`);
    }
    for (const rule of rules) {
      const match = rule.from.exec(file);
      if (!match || rule.except?.test(file)) continue;
      if (rule.deep) {
        for (const [target, chain] of reachable(graph, file)) {
          if (rule.forbid?.test(target))
            problems.push(`${file} reaches ${chain.join(" → ")} (${rule.name}: ${rule.why})`);
        }
        continue;
      }
      for (const { target, specifier, line } of imports) {
        if (target === undefined) continue;
        const bad =
          (rule.allow && !fill(rule.allow, match).test(target)) ||
          (rule.forbid && fill(rule.forbid, match).test(target));
        if (bad) problems.push(`${file}:${line} imports ${specifier} (${rule.name}: ${rule.why})`);
      }
    }
  }
  for (const circle of circles(graph)) problems.push(`circle of imports: ${[...circle, circle[0]].join(" → ")}`);
  return { files: files.length, problems };
}
