import { vi } from "vitest";

/** Collects every console line; `stop` gives them back, those that match `expected` left out. */
export function watchConsole(expected: readonly RegExp[] = []): { stop(): string[] } {
  const lines: string[] = [];
  const spies = (["log", "info", "warn", "error", "debug"] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((...parts: unknown[]) => {
      lines.push(parts.map(String).join(" "));
    }),
  );
  return {
    stop() {
      for (const spy of spies) spy.mockRestore();
      return lines.filter((line) => !expected.some((pattern) => pattern.test(line)));
    },
  };
}
