import { readdirSync, readFileSync, readlinkSync } from "node:fs";

const LISTENING = "0A";

/** Socket inodes that listen on a port, from a table such as `/proc/net/tcp`. */
function inodesOf(table: string, port: number): string[] {
  const hexPort = port.toString(16).toUpperCase().padStart(4, "0");
  return table
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === LISTENING && fields[1]?.endsWith(`:${hexPort}`))
    .flatMap((fields) => (fields[9] === undefined ? [] : [fields[9]]));
}

/**
 * The program that listens on a local port, as `name (process 123)`, where the system tells: Linux, and only for
 * programs whose files this user may see. `null` otherwise. Best effort; never throws.
 */
export function portHolder(port: number): string | null {
  try {
    const tables = ["tcp", "tcp6"].map((name) => readFileSync(`/proc/net/${name}`, "utf8"));
    const sockets = new Set(tables.flatMap((table) => inodesOf(table, port)).map((inode) => `socket:[${inode}]`));
    if (sockets.size === 0) return null;
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      if (holds(pid, sockets)) return `${readFileSync(`/proc/${pid}/comm`, "utf8").trim()} (process ${pid})`;
    }
  } catch {
    // Another system, or a process that ended meanwhile: then it is not known.
  }
  return null;
}

function holds(pid: string, sockets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      try {
        return sockets.has(readlinkSync(`/proc/${pid}/fd/${fd}`));
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
}
