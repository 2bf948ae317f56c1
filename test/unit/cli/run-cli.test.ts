import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { allCommands } from "#main/cli/commands.ts";
import { runCli } from "#main/cli/run-cli.ts";
import { procedures, streams } from "#src/contract/index.ts";
import { scriptedTerminal } from "#test/support/scripted-terminal.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "tausmith-cli-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function run(...argv: string[]) {
  const { terminal, out, told } = scriptedTerminal({ interactive: false });
  const code = await runCli([...argv, "--data", dir], terminal);
  return { code, out: out.join("\n"), told: told.join("\n") };
}

describe("help", () => {
  it("names every procedure, stream and global flag", async () => {
    const { code, out } = await run("help");
    expect(code).toBe(0);
    for (const { path } of allCommands()) expect(out).toContain(path.join(" "));
    for (const name of streams.keys()) expect(out).toContain(name);
    for (const flag of ["--data", "--network", "--wallet", "--hotkey", "--password-file", "--yes", "--json"]) {
      expect(out).toContain(flag);
    }
    expect(allCommands().length).toBeGreaterThan(procedures.size);
  });

  it("tells one command, also with --help", async () => {
    const first = await run("help", "signals", "send");
    expect(first.out).toContain("--order-type LONG|SHORT|FLAT");
    expect((await run("signal", "send", "--help")).out).toBe(first.out);
    expect((await run("help", "wallet")).out).toContain("wallet create-practice");
  });

  it("is one JSON object with --json", async () => {
    const { out } = await run("help", "--json");
    expect(JSON.parse(out)).toMatchObject({ ok: true, value: { help: expect.stringContaining("tausmith") } });
  });
});

describe("wrong usage", () => {
  it.each([
    ["nonsense"],
    ["wallet"],
    ["wallet nonsense"],
    ["help nonsense"],
    ["wallet list --foo 1"],
    ["wallet unlock --password hunter2"],
    ["register"],
    ["register eight"],
    ["call"],
    ["call app.info {"],
    ["watch nonsense"],
    ["serve --port 70000"],
    ["wallet create"],
  ])("%s ends with 2, before the profile is touched", async (text) => {
    const { code, out } = await run(...text.split(" "), "--json");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code: "USAGE_WRONG", hint: expect.any(String) } });
    expect(out).not.toContain("hunter2");
    expect(readdirSync(dir)).toEqual([]);
  });

  it("is told in words without --json, with nothing on standard output", async () => {
    const { code, out, told } = await run("wallet", "nonsense");
    expect([code, out]).toEqual([2, ""]);
    expect(told).toContain("tausmith help wallet");
  });
});

it("refuses with 1 and a code", async () => {
  const { code, out } = await run("open", "--json");
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code: "APP_NOT_RUNNING" } });
  const amount = await run("register", "8", "--ceiling", "much", "--json");
  expect([amount.code, JSON.parse(amount.out).error.code]).toEqual([1, "AMOUNT_NOT_A_NUMBER"]);
});
