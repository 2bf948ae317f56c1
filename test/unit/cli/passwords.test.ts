import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPasswords, readPasswordFile } from "#main/cli/passwords.ts";
import { scriptedTerminal } from "#test/support/scripted-terminal.ts";

const flags = { yes: false, json: false, help: false };
const code = (name: string) => expect.objectContaining({ code: name });
let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "tausmith-password-"));
  file = join(dir, "password");
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe("a password file", () => {
  it("gives its line without the end", () => {
    writeFileSync(file, "correct horse \n", { mode: 0o600 });
    expect(readPasswordFile(file)).toBe("correct horse ");
  });

  it("is refused when others can read it", () => {
    writeFileSync(file, "x", { mode: 0o600 });
    for (const mode of [0o640, 0o604, 0o660]) {
      chmodSync(file, mode);
      expect(() => readPasswordFile(file)).toThrow(code("PASSWORD_FILE_OPEN"));
    }
  });

  it("is refused when it is absent, empty, too long or not open", async () => {
    expect(() => readPasswordFile(file)).toThrow(code("PASSWORD_FILE_UNUSABLE"));
    writeFileSync(file, "\n", { mode: 0o600 });
    expect(() => readPasswordFile(file)).toThrow(code("PASSWORD_FILE_UNUSABLE"));
    writeFileSync(file, "x".repeat(1_100));
    expect(() => readPasswordFile(file)).toThrow(code("PASSWORD_FILE_UNUSABLE"));
    const passwords = createPasswords({ ...flags, passwordFd: 987 }, scriptedTerminal().terminal);
    await expect(passwords.existing("P")).rejects.toThrow(code("PASSWORD_FILE_UNUSABLE"));
  });

  it("can be an open file", async () => {
    writeFileSync(file, "secret", { mode: 0o600 });
    const fd = openSync(file, "r");
    const passwords = createPasswords({ ...flags, passwordFd: fd }, scriptedTerminal().terminal);
    expect(await passwords.existing("Password")).toBe("secret");
    expect(await passwords.chosen("Password")).toBe("secret");
    closeSync(fd);
  });
});

describe("asking", () => {
  it("asks a new password twice and an old one once", async () => {
    const { terminal } = scriptedTerminal({ secrets: ["a", "a", "b", "c", "d"] });
    const passwords = createPasswords(flags, terminal);
    expect(await passwords.chosen("New")).toBe("a");
    await expect(passwords.chosen("New")).rejects.toThrow(code("PASSWORD_DIFFERS"));
    expect(await passwords.existing("Old")).toBe("d");
  });

  it("says what to do where nobody can be asked", async () => {
    const { terminal } = scriptedTerminal({ interactive: false });
    await expect(createPasswords(flags, terminal).existing("Password")).rejects.toThrow(code("PASSWORD_MISSING"));
  });
});
