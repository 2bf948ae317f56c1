import { describe, expect, it } from "vitest";
import type { CommandContext } from "#main/cli/command.ts";
import { parseCommandLine } from "#main/cli/global-flags.ts";
import { createPasswords } from "#main/cli/passwords.ts";
import { signPlan } from "#main/cli/sign-plan.ts";
import type { RehearsalResult } from "#src/contract/rehearsal.ts";
import type { TransactionView } from "#src/contract/transactions.ts";
import { fail, ok, type Result } from "#src/result.ts";
import { ALICE, BOB, samplePlan, sampleTransaction } from "#test/support/sample-plan.ts";
import { scriptedTerminal } from "#test/support/scripted-terminal.ts";

/** A session that answers submit and wait from a list of transaction states. */
function setUp(argv: string[], script: Parameters<typeof scriptedTerminal>[0], states: Partial<TransactionView>[]) {
  const line = parseCommandLine(argv);
  const { terminal, told, out } = scriptedTerminal(script);
  const calls: [string, unknown][] = [];
  const left = [...states];
  const context = {
    line,
    words: [],
    globals: line.globals,
    terminal,
    passwords: createPasswords(line.globals, terminal),
    profileDir: "/unused",
    session: {
      running: null,
      call: async (name: string, input: unknown) => {
        calls.push([name, input]);
        return ok(name === "transactions.discard" ? {} : sampleTransaction(left.shift()));
      },
      on: () => () => undefined,
      close: async () => undefined,
    },
  } as unknown as CommandContext;
  return { context, calls, told, out };
}

it("shows the bill on standard error, asks, signs and follows to finality", async () => {
  const { context, calls, told, out } = setUp([], { answers: ["y"], secrets: ["pw"] }, [
    { state: "sent" },
    { state: "included" },
    { state: "finalized" },
  ]);
  expect((await signPlan(samplePlan(), context)).state).toBe("finalized");
  const bill = told.join("\n");
  for (const text of [
    "Register on subnet 8",
    ALICE,
    BOB,
    "0.000000123 τ",
    "base 0.0000001 τ",
    "99.499999877 τ",
    "! The price",
  ]) {
    expect(bill).toContain(text);
  }
  expect(out).toEqual([]);
  expect(calls.map(([name]) => name)).toEqual(["transactions.submit", "transactions.wait", "transactions.wait"]);
  expect(calls[0]?.[1]).toEqual({ planId: "plan-1", password: "pw" });
});

it("asks nothing with --yes where no password is needed", async () => {
  const { context, calls } = setUp(["--yes"], { interactive: false }, [{}]);
  await signPlan(samplePlan({ needs: "confirmation" }), context);
  expect(calls).toEqual([["transactions.submit", { planId: "plan-1" }]]);
});

it.each(["", "n", "no", "maybe"])("signs nothing on the answer %j and forgets the plan", async (answer) => {
  const { context, calls } = setUp([], { answers: [answer] }, []);
  await expect(signPlan(samplePlan(), context)).rejects.toMatchObject({ code: "CANCELLED" });
  expect(calls).toEqual([["transactions.discard", { planId: "plan-1" }]]);
});

it("signs nothing where nobody can be asked", async () => {
  const { context } = setUp([], { interactive: false }, []);
  await expect(signPlan(samplePlan(), context)).rejects.toMatchObject({ code: "CONFIRMATION_MISSING" });
});

it("refuses with the chain's own error where the call failed", async () => {
  const error = { name: "RegistrationPriceLimitExceeded", message: "The price rose.", hint: "Raise the ceiling." };
  const { context } = setUp(["-y"], {}, [{ state: "failed", error }]);
  await expect(signPlan(samplePlan({ needs: "confirmation" }), context)).rejects.toMatchObject({
    code: "TRANSACTION_FAILED",
    message: "The price rose.",
    hint: "Raise the ceiling.",
    details: { state: "failed", name: "RegistrationPriceLimitExceeded" },
  });
});

describe("--rehearse", () => {
  const result: RehearsalResult = {
    how: "practice",
    network: "practice",
    atBlock: 10,
    atHash: `0x${"d".repeat(64)}`,
    specVersion: 424,
    blockWork: true,
    outcome: "succeeded",
    error: null,
    expectations: [
      { label: "Fee", unit: "rao", expected: "123", rehearsed: "120", difference: "-3", reason: "Given back." },
    ],
    balances: [],
    stakes: [],
    uids: [],
    events: [{ name: "System.ExtrinsicSuccess", fields: [{ name: "dispatch_info", value: "{}" }] }],
    otherChanges: [],
    tookMs: 12,
    requests: 1,
    peakMiB: null,
  };
  function rehearsing(argv: string[], script: Parameters<typeof scriptedTerminal>[0], answer: Result<RehearsalResult>) {
    const set = setUp(argv, script, [{ state: "finalized" }]);
    const { session } = set.context;
    const { call } = session;
    Object.assign(session, {
      call: async (name: string, input: unknown) => {
        const answered = await call(name as never, input as never);
        return name === "rehearsal.run" ? answer : answered;
      },
    });
    return set;
  }

  it("tries it first, shows what came of it, and then asks", async () => {
    const { context, calls, told } = rehearsing(["--rehearse"], { answers: ["y"], secrets: ["pw"] }, ok(result));
    await signPlan(samplePlan(), context);
    expect(calls.map(([name]) => name)).toEqual(["rehearsal.run", "transactions.submit"]);
    for (const text of ["It succeeds.", "0.000000123 τ", "0.00000012 τ", "Given back.", "System.ExtrinsicSuccess"]) {
      expect(told.join("\n")).toContain(text);
    }
  });

  it("with --yes signs nothing that does not succeed on the copy", async () => {
    const error = { name: "Token.FundsUnavailable", message: "Too little.", hint: "Add TAO." };
    const failed = ok({ ...result, outcome: "failed" as const, error });
    const { context, calls } = rehearsing(["--rehearse", "--yes"], { interactive: false }, failed);
    await expect(signPlan(samplePlan(), context)).rejects.toMatchObject({ code: "REHEARSAL_WENT_WRONG" });
    expect(calls.map(([name]) => name)).toEqual(["rehearsal.run", "transactions.discard"]);
  });

  it("signs nothing where it cannot be rehearsed", async () => {
    const refused = fail({ code: "REHEARSAL_NO_RUNTIME", message: "No runtime.", hint: "Another endpoint." });
    const { context, calls } = rehearsing(["--rehearse"], { answers: ["y"], secrets: ["pw"] }, refused);
    await expect(signPlan(samplePlan(), context)).rejects.toMatchObject({ code: "REHEARSAL_NO_RUNTIME" });
    expect(calls.map(([name]) => name)).toEqual(["rehearsal.run", "transactions.discard"]);
  });
});
