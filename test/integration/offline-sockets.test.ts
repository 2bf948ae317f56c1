import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildCall } from "#main/chain/lookup.ts";
import { createOffline } from "#main/offline/offline.ts";
import { systemClock } from "#main/ports/clock.ts";
import { plainEnv } from "#test/support/built-host.ts";
import { openChainRoom } from "#test/support/chain-room.ts";
import { makeWallet, openKeyRoom, PASSWORD } from "#test/support/key-room.ts";
import { startPracticeChain } from "#test/support/practice-chain.ts";

const here = import.meta.dirname;
const cli = join(here, "../../main/cli.ts");
const program = join(here, "../support/offline-program.ts");
const watch = pathToFileURL(join(here, "../support/socket-watch.ts")).href;

/** Whether this machine lets a test trace system calls: then native code is watched too. */
const traces = spawnSync("strace", ["-f", "-qq", "-e", "trace=socket", "true"]).status === 0;

let dir: string;
let imported: Run;
let request: string;
const passwordFile = (): string => join(dir, "password");
const profile = (): string => join(dir, "profile");

interface Run {
  readonly code: number | null;
  readonly out: string;
  /** What the runtime of every process and worker made: TCP, UDP, TLS, pipe and name look-up handles. */
  readonly handles: string[];
  /** Network system calls of every process and thread; null where they cannot be traced. */
  readonly calls: string[] | null;
}

let runs = 0;

/** Runs a program under both watches; `during` is told its output as it comes and ends its input. */
async function watched(argv: readonly string[], input: string | ((line: string) => Promise<void>)): Promise<Run> {
  runs += 1;
  const [handleFile, callFile] = [join(dir, `handles-${runs}`), join(dir, `calls-${runs}`)];
  const env = {
    ...plainEnv(),
    TAUSMITH_DATA: "",
    NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=${watch}`,
    SOCKET_WATCH_FILE: handleFile,
  };
  const tracer = ["strace", "-f", "-qq", "-e", "trace=network", "-o", callFile];
  const [command = "", ...rest] = [...(traces ? tracer : []), process.execPath, ...argv];
  const child = spawn(command, rest, { env, stdio: ["pipe", "pipe", "inherit"] });
  let out = "";
  let told: Promise<void> | null = null;
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    out += chunk;
    const [line, more] = out.split("\n");
    if (typeof input !== "string" && more !== undefined) {
      told ??= input(line ?? "").finally(() => child.stdin.end());
    }
  });
  if (typeof input === "string") child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  await told;
  const lines = (file: string): string[] => readFileSync(file, "utf8").split("\n").filter(Boolean);
  return { code, out, handles: lines(handleFile), calls: traces ? lines(callFile) : null };
}

const terminal = (argv: readonly string[], input = ""): Promise<Run> =>
  watched([cli, ...argv, "--data", profile(), "--password-file", passwordFile(), "--json"], input);

/** Handles other than pipes, which are this test's own to the child. */
const reaching = ({ handles }: Run): string[] => handles.filter((line) => !/^(WATCHING|PIPE)/.test(line));
/** System calls that name any address family but the Unix one. */
const foreign = ({ calls }: Run): string[] => (calls ?? []).filter((line) => /\b[AP]F_(?!UNIX)[A-Z]/.test(line));

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "tausmith-no-socket-"));
  mkdirSync(join(profile(), "pages"), { recursive: true, mode: 0o700 });
  writeFileSync(join(profile(), "pages", "index.html"), "<!doctype html><title>T</title>");
  writeFileSync(passwordFile(), PASSWORD, { mode: 0o600 });
  const practice = await startPracticeChain();
  const online = await openChainRoom({ url: practice.url });
  const cold = await openKeyRoom();
  try {
    const { walletId, address } = await makeWallet(cold.keys, "cold");
    const words = (await cold.keys.show({ walletId, password: PASSWORD })).words?.join(" ") ?? "";
    const watching = online.keys.watch("cold", address).walletId;
    practice.fund(address, 10_000_000_000n);
    await online.chain.whenOnline(10_000);
    await online.until(({ finalizedBlock, block }) => finalizedBlock !== null && block === practice.node.head().number);
    const plan = await online.transactions.prepare({
      title: "Send 1 TAO",
      signer: { walletId: watching, role: "coldkey" },
      call: (api) => buildCall(api, "Balances", "transfer_keep_alive", address, 1_000_000_000n),
      rows: [],
      spendsMaxRao: 1_000_000_000n,
      spendsExpectedRao: 1_000_000_000n,
      warnings: [],
    });
    const { dir: profileDir, store, chain, transactions, keys } = online;
    const offline = createOffline({ profileDir, store, clock: systemClock, chain, transactions, keys });
    request = join(dir, "request.json");
    writeFileSync(request, (await offline.request(plan.planId, true)).file);
    const importing = ["wallet", "import", "--format", "words", "--name", "cold", "--network", "offline"];
    imported = await terminal(importing, words);
  } finally {
    await cold.close();
    await online.close();
    await practice.stop();
  }
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("a machine that chose offline", () => {
  test("imports, inspects and signs from the terminal, remembers the choice, and opens no socket", async () => {
    const runs = [
      imported,
      await terminal(["network", "select", "offline"]),
      await terminal(["network", "status"]),
      await terminal(["offline", "sign", "--from", request, "--to", join(dir, "answer.json"), "--yes"]),
    ];
    expect(runs.map(({ code, out }) => (code === 0 ? 0 : out))).toEqual([0, 0, 0, 0]);
    const [, , status] = runs;
    expect(JSON.parse(status?.out ?? "").value).toMatchObject({ name: "offline", kind: "offline", state: "offline" });
    for (const run of runs) {
      expect(run.handles.length).toBeGreaterThan(0);
      expect(reaching(run)).toEqual([]);
      expect(foreign(run)).toEqual([]);
    }
  });

  /** What the app answered to everything that the program asked. */
  const expectAnswers = (text: string): void => {
    const { status, wallets, inspection, signed, refused } = JSON.parse(text);
    expect(status.value).toMatchObject({
      kind: "offline",
      state: "offline",
      reason: expect.stringContaining("Offline"),
    });
    expect(wallets.value).toHaveLength(1);
    expect(inspection.value.call).toMatchObject({ section: "Balances", method: "transfer_keep_alive" });
    expect(signed.value.signature).toMatch(/^0x[0-9a-f]{128}$/);
    const told = { code: "NETWORK_OFFLINE", hint: expect.stringContaining("network select") };
    for (const { error } of refused) expect(error).toMatchObject(told);
  };

  test("as a desktop app: lists wallets, inspects, signs, refuses the rest, and opens no socket", async () => {
    const run = await watched([program, "desktop", profile(), request, passwordFile()], "");
    expect(run.code).toBe(0);
    expectAnswers(run.out);
    expect(reaching(run)).toEqual([]);
    expect(foreign(run)).toEqual([]);
  });

  test("as a page in the browser: listens on loopback for its own page and connects to nothing", async () => {
    let page = 0;
    const run = await watched([program, "browser", profile(), request, passwordFile()], async (line) => {
      page = (await fetch(`http://127.0.0.1:${line}/`)).status;
    });
    expect(run.code).toBe(0);
    expect(page).toBeGreaterThan(0);
    expectAnswers(run.out.split("\n")[1] ?? "");
    const kinds = new Set(reaching(run).map((line) => line.split(" ")[0]));
    expect(kinds).toEqual(new Set(["TCPSERVERWRAP", "TCPWRAP"]));
    const connecting = foreign(run).filter((line) => /\b(connect|sendto|sendmsg|sendmmsg)\(/.test(line));
    expect(connecting).toEqual([]);
    const bound = foreign(run).filter((line) => /\bbind\(/.test(line));
    expect(bound.every((line) => line.includes('inet_addr("127.0.0.1")'))).toBe(true);
  });

  test("the watch itself sees a connection, so that its silence means something", async () => {
    const source = 'require("node:net").connect(9, "127.0.0.1").on("error", () => {})';
    const run = await watched(["-e", source], "");
    expect(reaching(run).join(" ")).toContain("TCPCONNECTWRAP");
    if (run.calls) expect(foreign(run).join(" ")).toContain("AF_INET");
  });
});
