import { readdirSync, readFileSync } from "node:fs";

/** A process and what it holds in memory. */
export interface ProcessMemory {
  readonly pid: number;
  /** The bundle it runs, for example `serve.js`. */
  readonly name: string;
  /** Its own pages and its share of shared ones. */
  readonly pssMiB: number;
}

function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

function memoryOf(pid: number): ProcessMemory {
  const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  const script = words.find((word) => /\.(m?js|ts)$/.test(word)) ?? words[0] ?? "";
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const pssKiB = Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]);
  return { pid, name: script.slice(script.lastIndexOf("/") + 1), pssMiB: Math.round(pssKiB / 102.4) / 10 };
}

/** A process and everything it started, with their memory. Linux only, since only Linux tells a process's share. */
export function processTree(rootPid: number): readonly ProcessMemory[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      parents.set(Number(entry), parentOf(Number(entry)));
    } catch {
      // It ended while the list was read.
    }
  }
  const tree = [rootPid];
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  return tree.map(memoryOf);
}
