import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSession } from "#main/cli/session.ts";
import { writeHostFile } from "#main/profile/host-file.ts";
import { lockProfile } from "#main/profile/profile-lock.ts";

let profileDir: string;
beforeEach(() => {
  profileDir = mkdtempSync(join(tmpdir(), "tausmith-session-"));
});
afterEach(() => rmSync(profileDir, { recursive: true, force: true }));

const quick = { needsChain: false, lasting: false, settleMs: 0 };

describe("a command whose profile another process holds", () => {
  it("waits for one that ends, and then opens the profile itself", async () => {
    const lock = lockProfile(profileDir);
    const session = openSession({ ...quick, profileDir, settleMs: 20_000 });
    setImmediate(() => lock.release());
    const { running, call, close } = await session;
    expect(running).toBeNull();
    expect(await call("app.settings", {})).toMatchObject({ ok: true });
    await close();
  });

  it("names the other one's process where it cannot be reached", async () => {
    const lock = lockProfile(profileDir);
    await expect(openSession({ ...quick, profileDir })).rejects.toMatchObject({
      code: "PROFILE_IN_USE",
      details: { pid: null },
    });
    lock.release();
  });

  it("does not believe what a crashed app left behind", async () => {
    const lock = lockProfile(profileDir);
    const gone = spawn(process.execPath, ["--version"], { stdio: "ignore" });
    await once(gone, "exit");
    writeHostFile(profileDir, { pid: gone.pid as number, port: 1, token: "a".repeat(43), front: "browser" });
    await expect(openSession({ ...quick, profileDir })).rejects.toMatchObject({ code: "PROFILE_IN_USE" });
    lock.release();
  });
});
