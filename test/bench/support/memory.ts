import { readFileSync } from "node:fs";

/** Proportional memory of a process in MB, where the system tells it (Linux). */
export function memoryMb(pid: number | null): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    const kib = Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1]);
    return Number.isFinite(kib) ? Math.round(kib / 102.4) / 10 : null;
  } catch {
    return null;
  }
}
