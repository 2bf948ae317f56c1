import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type HostRecord, readHostFile, removeHostFile, writeHostFile } from "#main/profile/host-file.ts";
import { lockProfile, tryLockProfile } from "#main/profile/profile-lock.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "tausmith-profile-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe("the profile lock", () => {
  it("lets one in, and the next after release", () => {
    const first = tryLockProfile(dir);
    expect(first).not.toBeNull();
    expect(tryLockProfile(dir)).toBeNull();
    expect(() => lockProfile(dir, 12)).toThrow(expect.objectContaining({ code: "PROFILE_IN_USE", field: "data" }));
    first?.release();
    first?.release();
    const second = tryLockProfile(dir);
    expect(second).not.toBeNull();
    second?.release();
    expect(statSync(join(dir, "profile.lock")).mode & 0o077).toBe(0);
  });

  it("is held against other processes and ends with a killed one", async () => {
    const script = `
      const { tryLockProfile } = await import(${JSON.stringify(join(import.meta.dirname, "../../../main/profile/profile-lock.ts"))});
      globalThis.lock = tryLockProfile(${JSON.stringify(dir)});
      console.log(globalThis.lock ? "held" : "busy");
      setInterval(() => globalThis.lock, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    expect(line.toString().trim()).toBe("held");
    expect(tryLockProfile(dir)).toBeNull();
    child.kill("SIGKILL");
    await once(child, "exit");
    const own = tryLockProfile(dir);
    expect(own).not.toBeNull();
    own?.release();
  });

  it("refuses a folder that cannot be used", () => {
    const file = join(dir, "file");
    writeFileSync(file, "x");
    expect(() => tryLockProfile(file)).toThrow(expect.objectContaining({ code: "PROFILE_UNUSABLE" }));
  });
});

describe("host.json", () => {
  const record: HostRecord = { pid: process.pid, port: 4321, token: "a".repeat(43), front: "browser" };
  const file = () => join(dir, "host.json");

  it("is readable by its owner only and comes back whole", () => {
    writeHostFile(dir, record);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readHostFile(dir)).toEqual(record);
  });

  it("is not trusted when absent, damaged, open to others or another user's", () => {
    expect(readHostFile(dir)).toBeNull();
    writeFileSync(file(), "{", { mode: 0o600 });
    expect(readHostFile(dir)).toBeNull();
    writeHostFile(dir, record);
    expect(readHostFile(dir, (process.getuid?.() ?? 0) + 1)).toBeNull();
    chmodSync(file(), 0o644);
    expect(readHostFile(dir)).toBeNull();
  });

  it("is taken away only by the process that wrote it", () => {
    writeHostFile(dir, record);
    removeHostFile(dir, record.pid + 1);
    expect(readHostFile(dir)).toEqual(record);
    removeHostFile(dir, record.pid);
    expect(readHostFile(dir)).toBeNull();
  });
});
