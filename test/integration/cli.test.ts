import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHostFile } from "#main/profile/host-file.ts";
import { type CliProcess, type CliRun, runCliProcess, startCli } from "#test/support/cli-process.ts";

const PASSWORD = "correct-horse-battery-staple-9";
let dir: string;
let profile: string;
let passwordFile: string;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "tausmith-cli-"));
  profile = join(dir, "profile");
  passwordFile = join(dir, "password");
  writeFileSync(passwordFile, `${PASSWORD}\n`, { mode: 0o600 });
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const cli = (...argv: string[]): Promise<CliRun> => runCliProcess([...argv, "--data", profile, "--json"]);
const valueIn = async <T>(run: Promise<CliRun>): Promise<T> => {
  const done = await run;
  expect({ code: done.code, err: done.err, out: done.out }).toMatchObject({ code: 0 });
  const answer = done.json();
  expect(answer.ok).toBe(true);
  return answer.value as T;
};

interface Wallet {
  readonly walletId: string;
  readonly address: string;
  readonly hotkeys: { readonly name: string; readonly address: string }[];
}

// Each of these starts the whole app for one command, which takes its time on a busy machine.
describe("a command that opens the profile itself", { timeout: 120_000 }, () => {
  it("makes a wallet from a password file, its words on standard error only", async () => {
    const run = await cli(
      "wallet",
      "create",
      "--name",
      "main",
      "--hotkey",
      "default",
      "--words",
      "24",
      "--yes",
      "--password-file",
      passwordFile,
    );
    expect({ code: run.code, err: run.err }).toMatchObject({ code: 0 });
    const wallet = run.json().value as unknown as Wallet;
    expect(wallet).toMatchObject({ name: "main", kind: "password", hotkeys: [{ name: "default" }] });
    const words = [...run.err.matchAll(/\d+ ([a-z]{3,8})\b/g)].map((match) => match[1] as string);
    expect(words).toHaveLength(24);
    expect(run.out).not.toContain(words.slice(0, 3).join(" "));
    expect(readFileSync(join(profile, "logs", "tausmith.log"), "utf8")).not.toContain(PASSWORD);
  });

  it("reads the JSON input of any procedure from standard input", async () => {
    const run = await runCliProcess(
      ["call", "app.setSettings", "-", "--data", profile, "--json"],
      '{"autoLockMinutes":7}',
    );
    expect(run.json().value).toMatchObject({ autoLockMinutes: 7 });
    const text = await runCliProcess(["app", "settings", "--data", profile]);
    expect([text.code, text.out]).toEqual([0, expect.stringMatching(/^auto lock minutes +7$/m)]);
  });

  it("passes a refusal on with 1, and an unknown name too", async () => {
    const wrong = await cli("wallet", "balance", "nonsense");
    expect([wrong.code, wrong.json().error]).toEqual([
      1,
      expect.objectContaining({ code: "INPUT_INVALID", field: "address" }),
    ]);
    const unknown = await cli("wallet", "lock", "--network", "nowhere");
    expect([unknown.code, unknown.json().ok]).toEqual([1, false]);
    const none = await cli("call", "wallet.fly", "{}");
    expect([none.code, none.json().error?.code]).toEqual([1, "PROCEDURE_UNKNOWN"]);
  });

  it("refuses what needs an app that stays open", async () => {
    const run = await cli("signals", "send", "BTCUSD", "LONG", "0.1", "--miner", "m");
    expect([run.code, run.json().error?.code]).toEqual([1, "APP_NOT_RUNNING"]);
  });
});

describe("beside a running app", { timeout: 120_000 }, () => {
  let host: CliProcess;
  let address: string;

  beforeAll(async () => {
    host = startCli(["serve", "--data", profile]);
    address = /http:\S+/.exec(await host.line(/open\?token=/))?.[0] ?? "";
  });
  afterAll(async () => {
    const run = await host.interrupt();
    expect([run.code, readHostFile(profile)]).toEqual([0, null]);
  });

  it("forwards calls instead of opening the profile twice", async () => {
    expect(await valueIn(cli("app", "info"))).toMatchObject({ front: "terminal", profileDir: profile });
    expect(await valueIn<Wallet[]>(cli("wallet", "list"))).toHaveLength(1);
    const other = await cli("app", "info", "--network", "finney");
    expect([other.code, other.json().error?.code]).toEqual([1, "NETWORK_DIFFERS"]);
  });

  it("gives a new address, also to a second serve", async () => {
    const opened = await valueIn<{ address: string }>(cli("open"));
    expect(opened.address).not.toBe(address);
    const again = await valueIn<{ address: string }>(cli("serve"));
    for (const one of [address, opened.address, again.address]) expect((await fetch(one)).status).toBe(200);
    expect((await fetch(address)).status).toBe(401);
  });

  it("does the whole main job: faucet, registration, miner, signal", async () => {
    const [wallet] = await valueIn<Wallet[]>(cli("wallet", "list"));
    await valueIn(cli("practice", "faucet", wallet?.address ?? "", "--amount", "20tao"));

    const asked = await cli("register", "8", "--password-file", passwordFile);
    expect([asked.code, asked.json().error?.code]).toEqual([1, "CONFIRMATION_MISSING"]);
    const low = await cli("register", "8", "--ceiling", "1rao", "--yes", "--password-file", passwordFile);
    expect(low.code).toBe(1);

    const run = await cli(
      "register",
      "--netuid",
      "8",
      "--hotkey",
      "default",
      "--ceiling",
      "5",
      "--yes",
      "--password-file",
      passwordFile,
    );
    expect({ code: run.code, err: run.err, out: run.out }).toMatchObject({ code: 0 });
    const registered = run.json().value as unknown as { uid: number; transaction: { state: string } };
    expect(registered).toMatchObject({
      registered: true,
      uid: expect.any(Number),
      transaction: { state: "finalized" },
    });
    expect(run.err).toContain("spends at most");

    await valueIn(cli("miner", "create", "--netuid", "8"));
    expect(await valueIn(cli("miner", "start"))).toMatchObject({ state: "running" });
    const sent = await valueIn<{ uuid: string }>(cli("signal", "send", "BTCUSD", "LONG", "0.1"));
    const shown = await valueIn<{ uuid: string }[]>(cli("signals", "list"));
    expect(shown.map((signal) => signal.uuid)).toContain(sent.uuid);
    expect(await valueIn(cli("miner", "stop"))).toMatchObject({ state: "stopped" });
  });

  it("prints every snapshot of a stream, one object a line", async () => {
    const watch = startCli(["watch", "network.changed", "--data", profile, "--json"]);
    expect(JSON.parse(await watch.line(/./))).toMatchObject({
      stream: "network.changed",
      payload: { kind: "practice" },
    });
    expect((await watch.interrupt()).code).toBe(0);
  });
});

it("serves the practice network alone until it is interrupted", async () => {
  const served = startCli([
    "practice",
    "serve",
    "--port",
    "0",
    "--block-time",
    "200",
    "--seed",
    "x",
    "--dir",
    join(dir, "alone"),
    "--json",
  ]);
  const { value } = JSON.parse(await served.line(/url/)) as { value: { url: string } };
  const socket = new WebSocket(value.url);
  const answered = new Promise((resolve, reject) => {
    socket.onopen = () => socket.send('{"jsonrpc":"2.0","id":1,"method":"system_chain","params":[]}');
    socket.onmessage = ({ data }) => resolve(JSON.parse(String(data)));
    socket.onerror = reject;
  });
  expect(await answered).toMatchObject({ id: 1, result: expect.any(String) });
  socket.close();
  const second = await runCliProcess(["practice", "serve", "--dir", join(dir, "alone"), "--json"]);
  expect([second.code, second.json().error?.code]).toEqual([1, "PRACTICE_IN_USE"]);
  expect((await served.interrupt()).code).toBe(0);
});
