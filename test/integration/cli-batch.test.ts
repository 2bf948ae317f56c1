import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BasketQuote, BasketView } from "#src/contract/basket.ts";
import type { RebalancePlan, SplitPlan, TargetPlan } from "#src/contract/planning.ts";
import type { TransactionView } from "#src/contract/transactions.ts";
import { type CliProcess, type CliRun, runCliProcess, startCli } from "#test/support/cli-process.ts";
import { ALICE } from "#test/support/sample-plan.ts";

const PASSWORD = "correct-horse-battery-staple-9";

// Each command starts a process of its own beside the running app, which takes its time on a busy machine.
describe("the basket and the planners in the terminal", { timeout: 240_000 }, () => {
  let dir: string;
  let profile: string;
  let secret: string[];
  let host: CliProcess;
  let validator: string;

  const cli = (...argv: string[]): Promise<CliRun> => runCliProcess([...argv, "--data", profile, "--json"]);
  const text = (...argv: string[]): Promise<CliRun> => runCliProcess([...argv, "--data", profile]);
  async function answerOf<T>(...argv: string[]): Promise<T> {
    const run = await cli(...argv);
    expect({ argv, code: run.code, err: run.err, out: run.out }).toMatchObject({ code: 0 });
    return run.json().value as unknown as T;
  }

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "tausmith-cli-batch-"));
    profile = join(dir, "profile");
    const file = join(dir, "password");
    writeFileSync(file, `${PASSWORD}\n`, { mode: 0o600 });
    secret = ["--yes", "--password-file", file];
    host = startCli(["serve", "--data", profile]);
    await host.line(/open\?token=/);
    const wallet = await answerOf<{ address: string }>(
      "wallet",
      "create",
      "--name",
      "main",
      "--hotkey",
      "default",
      ...secret,
    );
    await answerOf("practice", "faucet", wallet.address, "--amount", "60tao");
    const neurons = await answerOf<{ hotkey: string; validatorPermit: boolean }[]>("subnets", "neurons", "8");
    validator = neurons.find(({ validatorPermit }) => validatorPermit)?.hotkey ?? "";
  }, 240_000);
  afterAll(async () => {
    await host.interrupt();
    rmSync(dir, { recursive: true, force: true });
  });

  it("adds, lists, moves, prepares and sends; each item's fate is told", async () => {
    const stake = ["--netuid", "8", "--to", validator, "--tolerance", "1"];
    await answerOf("batch", "add", "stake", ...stake, "--amount", "5");
    await answerOf("batch", "add", "transfer", "--to", ALICE, "--amount", "1");
    const basket = await answerOf<BasketView>(
      "batch",
      "add",
      "register",
      "--netuid",
      "8",
      "--hotkey",
      "default",
      "--ceiling",
      "5",
    );
    expect(basket.items.map(({ order }) => order.kind)).toEqual(["staking", "transfer", "registration"]);
    const moved = await answerOf<BasketView>("batch", "move", "3", "1");
    expect(moved.items[0]?.order.kind).toBe("registration");

    const { quote } = await answerOf<{ quote: BasketQuote }>("batch", "list", "--mode", "stop");
    expect(quote.mode).toBe("stop");
    expect(quote.items.every(({ error }) => error === null)).toBe(true);
    const shown = await text("batch", "list");
    expect(shown.out).toMatch(/^2\. Stake 5 τ on subnet 8 /m);
    expect(shown.out).toMatch(/^saved by the batch +0\.000\d+ τ$/m);

    const prepared = await text("batch", "prepare");
    expect(prepared.out).toContain("Utility.batch_all");
    expect(prepared.out).toMatch(/^fee, 2\. SubtensorModule\.add_stake_limit +0\.00\d+ τ$/m);
    expect(prepared.out).toMatch(/Nothing was signed\.\n$/);

    const sent = await text("batch", "send", ...secret);
    expect({ code: sent.code, err: sent.err }).toMatchObject({ code: 0 });
    expect(sent.out).toMatch(/^1\. Register default on subnet 8: done; spent /m);
    expect(sent.out).toMatch(/^2\. Stake 5 τ on subnet 8: done; spent 5 τ; received \d[\d,.]* α$/m);
    expect(sent.out).toMatch(/^3\. Send 1 τ to 5Grwva…GKutQY: done; spent 1 τ$/m);
    const [last] = await answerOf<TransactionView[]>("transactions", "list", "--limit", "1");
    expect(last?.items?.map(({ state }) => state)).toEqual(["done", "done", "done"]);
    expect((await text("batch", "list")).out.trim()).toBe("The basket is empty.");
  });

  it("refuses what cannot be read or would fail, before anything is signed", async () => {
    const code = async (...argv: string[]) => {
      const run = await cli(...argv);
      return [run.code, run.json().error?.code];
    };
    expect(await code("batch", "add", "fly")).toEqual([2, "USAGE_WRONG"]);
    expect(await code("batch", "remove", "7")).toEqual([2, "USAGE_WRONG"]);
    expect(await code("batch", "send", ...secret)).toEqual([1, "BASKET_EMPTY"]);
    await answerOf("batch", "add", "transfer", "--to", ALICE, "--amount", "1000");
    expect(await code("batch", "send", ...secret)).toEqual([1, "BASKET_ITEM_FAILS"]);
    expect((await text("batch", "list")).out).toContain("would fail: 1,000 τ is more than can leave");
    await answerOf("batch", "clear");
  });

  it("plans a target, a sweep, parts and weights, and puts orders into the basket", async () => {
    const target = await answerOf<TargetPlan>("plan", "target", "1.25");
    expect(target.arrivesRao).toBe("1250000000");
    expect((await text("plan", "target", "1.25")).out).toMatch(/^arrives +1\.25 τ$/m);
    expect((await text("plan", "sweep")).out).toContain("Nothing small pays for its own sale.");
    const part = ["--netuid", "8", "--hotkey", validator];
    const split = await answerOf<{ plan: SplitPlan; basket: BasketView }>(
      "plan",
      "split",
      "buy",
      "12",
      ...part,
      "--parts",
      "3",
      "--tolerance",
      "5",
      "--basket",
    );
    expect(split.basket.items).toHaveLength(3);
    expect(split.plan.gainRao).toMatch(/^-/);
    await answerOf("batch", "clear");
    const weights = `0:40:${validator},8:60`;
    const plan = await answerOf<RebalancePlan>("plan", "rebalance", "--weights", weights, "--tolerance", "5");
    expect(plan.legs).toHaveLength(1);
    const shown = await text("plan", "rebalance", "--weights", weights, "--tolerance", "5");
    expect(shown.out).toMatch(/one fee \(SubtensorModule\.\w+\): network 0\.\d+ τ, swap 0\.\d+ τ, arrives/);
    expect(shown.out).toMatch(/two fees \(SubtensorModule\.\w+ \+ SubtensorModule\.\w+\)/);
    const wrong = await cli("plan", "rebalance", "--weights", "0:40,8:70");
    expect([wrong.code, wrong.json().error?.code]).toEqual([1, "PLANNING_WEIGHTS_SUM"]);
  });
});
