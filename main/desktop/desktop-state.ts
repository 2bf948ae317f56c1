import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const bounds = z.strictObject({
  x: z.int().min(-100_000).max(100_000),
  y: z.int().min(-100_000).max(100_000),
  width: z.int().min(1).max(20_000),
  height: z.int().min(1).max(20_000),
});
export type Bounds = z.infer<typeof bounds>;

/** What the window remembers between starts. */
const desktopState = z.strictObject({
  bounds: bounds.nullable().catch(null),
  maximized: z.boolean().catch(false),
  /** What closing the window does while miners run, once the person has said so for good. */
  onClose: z.enum(["ask", "background", "quit"]).catch("ask"),
});
export type DesktopState = z.infer<typeof desktopState>;

export interface DesktopMemory {
  get(): DesktopState;
  set(change: Partial<DesktopState>): void;
}

/**
 * Keeps the window's memory in `<profile>/window.json`, written whole or not at all. A damaged field falls back alone;
 * a folder that cannot be written costs the memory, never the start.
 */
export function openDesktopMemory(profileDir: string): DesktopMemory {
  const file = join(profileDir, "window.json");
  const read = (): unknown => {
    try {
      return JSON.parse(readFileSync(file, "utf8"));
    } catch {
      return {};
    }
  };
  const given = read();
  const known = typeof given === "object" && given !== null ? given : {};
  const { bounds: own, maximized, onClose } = known as Record<string, unknown>;
  let state = desktopState.parse({ bounds: own, maximized, onClose });
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...change };
      try {
        writeFileSync(`${file}.half`, `${JSON.stringify(state)}\n`, { mode: 0o600 });
        renameSync(`${file}.half`, file);
      } catch {
        // Remembered until quit only.
      }
    },
  };
}
