import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { plainEnv } from "#test/support/built-host.ts";
import { summary } from "./support/statistics.ts";

const RUNS = 5;
const root = fileURLToPath(new URL("../..", import.meta.url));

/** Milliseconds from `npm start` to the address, to the page's first bytes, and to a contract call's answer. */
async function startOnce(profileDir: string): Promise<{ addressMs: number; interactiveMs: number }> {
  const began = performance.now();
  const child = spawn("npm", ["start", "--", "--browser", "--data", profileDir], {
    cwd: root,
    env: plainEnv(),
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let output = "";
      child.stdout.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        const [found] = /http:\/\/127\.0\.0\.1:\d+\/open\?token=[\w-]+/.exec(output) ?? [];
        if (found) resolve(found);
      });
      child.once("exit", (code) => reject(new Error(`npm start ended with ${code}`)));
    });
    const addressMs = performance.now() - began;
    const opened = await fetch(address);
    const cookie = opened.headers.get("set-cookie")?.split(";")[0] ?? "";
    const { origin } = new URL(address);
    const page = await fetch(origin, { headers: { cookie } });
    const call = await fetch(`${origin}/rpc/app.settings`, {
      method: "POST",
      headers: { cookie, origin, "content-type": "application/json" },
      body: "{}",
    });
    if (!page.ok || !call.ok) throw new Error(`the host answered ${page.status} and ${call.status}`);
    await Promise.all([page.text(), call.text()]);
    return { addressMs, interactiveMs: performance.now() - began };
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGINT");
    await ended;
  }
}

function helpOnce(): number {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, [join(root, "out/main/cli.js"), "help"], { stdio: "ignore" });
  if (status !== 0) throw new Error(`help ended with ${status}`);
  return performance.now() - began;
}

/**
 * Start-up of a built checkout: `npm start` (npm, checks, program, practice network) until the page and a contract call
 * have been answered, and the terminal's help. The first start of a profile is left out, as is the compile cache's.
 */
export async function run(): Promise<object> {
  const profileDir = mkdtempSync(join(tmpdir(), "tausmith-bench-"));
  try {
    await startOnce(profileDir);
    const starts: { addressMs: number; interactiveMs: number }[] = [];
    for (let at = 0; at < RUNS; at += 1) starts.push(await startOnce(profileDir));
    helpOnce();
    return {
      npmStartToAddress: summary(starts.map(({ addressMs }) => addressMs)),
      npmStartToInteractive: summary(starts.map(({ interactiveMs }) => interactiveMs)),
      terminalHelp: summary(Array.from({ length: RUNS }, helpOnce)),
    };
  } finally {
    rmSync(profileDir, { recursive: true, force: true });
  }
}
