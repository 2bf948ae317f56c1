import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { plainEnv } from "#test/support/built-host.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "tausmith-commands-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Runs one of the checkout's scripts to its end. */
function script(name: string, ...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, "scripts", name), ...args],
      { env: plainEnv(), cwd: dir },
      (error, out, err) => resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
    );
  });
}

/** Programs of this machine whose command line names `text`. */
function running(text: string): readonly string[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        return line.includes(text) ? [line] : [];
      } catch {
        return [];
      }
    });
}

describe("npm run demo -- --json", () => {
  test("does the whole main job and tells it in one object", async () => {
    const { code, out, err } = await script("demo.mjs", "--json");
    expect(code, err).toBe(0);
    const report = JSON.parse(out) as Record<string, string>;
    const rao = expect.stringMatching(/^[1-9]\d*$/);
    expect(report).toEqual({
      network: "practice",
      coldkey: expect.stringMatching(/^5\w{47}$/),
      hotkey: expect.stringMatching(/^5\w{47}$/),
      netuid: 8,
      uid: expect.any(Number),
      priceLimitRao: rao,
      pricePaidRao: rao,
      estimatedFeeRao: rao,
      paidFeeRao: report.estimatedFeeRao,
      signal: {
        uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        state: "processed",
        validatorsAsked: expect.any(Number),
        validatorsAccepted: expect.any(Number),
      },
      seconds: expect.any(Number),
    });
    expect(BigInt(report.pricePaidRao ?? 0)).toBeLessThanOrEqual(BigInt(report.priceLimitRao ?? 0));
  });
});

describe("npm run -s cli", () => {
  test("prints the answer and nothing else on standard output, and passes the exit code on", async () => {
    const asked = await script("cli.mjs", "wallet", "list", "--json", "--data", "profile");
    expect(JSON.parse(asked.out)).toEqual({ ok: true, value: [] });
    expect(asked.code).toBe(0);
    expect(readdirSync(dir)).toEqual(["profile"]);
    const wrong = await script("cli.mjs", "wallet", "juggle", "--json");
    expect(JSON.parse(wrong.out)).toMatchObject({ ok: false, error: { code: "USAGE_WRONG" } });
    expect(wrong.code).toBe(2);
  });
});

describe("npm start", () => {
  test("says what it opens and why, starts again at the same profile, and leaves nothing running", async () => {
    const start = async (): Promise<{ err: string; code: number | null }> => {
      const child = spawn(process.execPath, [join(root, "scripts/start.mjs"), "--browser", "--data", dir], {
        env: plainEnv(),
        stdio: ["ignore", "pipe", "pipe"],
      });
      let err = "";
      child.stderr.on("data", (chunk: Buffer) => {
        err += chunk.toString();
      });
      const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
      await new Promise<void>((resolve, reject) => {
        child.stdout.on("data", (chunk: Buffer) => {
          if (/open\?token=/.test(chunk.toString())) resolve();
        });
        void ended.then(() => reject(new Error(err)));
      });
      child.kill("SIGTERM");
      return { err, code: await ended };
    };
    const first = await start();
    expect(first.err).toContain("Serving the browser host, because --browser asks for it.");
    const second = await start();
    expect([first.code, second.code]).toEqual([0, 0]);
    if (process.platform === "linux") expect(running(dir)).toEqual([]);
  });
});
