import { expect, it } from "vitest";
import { createPasswords } from "#main/cli/passwords.ts";
import type { Session } from "#main/cli/session.ts";
import { withVault } from "#main/cli/vault-session.ts";
import { ok } from "#src/result.ts";
import { scriptedTerminal } from "#test/support/scripted-terminal.ts";

function setUp(keychain: { kind: "keychain" | "vault"; open: boolean }, places: string[], secrets: string[]) {
  const calls: [string, unknown][] = [];
  const answers: Record<string, unknown> = {
    "wallet.keychain": { label: "", reason: "", ...keychain },
    "wallet.list": places.map((place) => ({ place, hotkeys: [] })),
  };
  const session = {
    running: null,
    call: async (name: string, input: unknown) => {
      calls.push([name, input]);
      return ok(answers[name] ?? {});
    },
  } as unknown as Session;
  const { terminal } = scriptedTerminal({ secrets });
  const passwords = createPasswords({ yes: false, json: false, help: false }, terminal);
  return { calls, session: withVault(session, passwords) };
}

it("opens a closed vault once, before the first call that needs it", async () => {
  const { calls, session } = setUp({ kind: "vault", open: false }, ["vault"], ["pass"]);
  await session.call("app.info", {});
  await session.call("wallet.draft", {});
  await session.call("miners.start", { minerId: "m" });
  expect(calls.map(([name]) => name)).toEqual([
    "app.info",
    "wallet.keychain",
    "wallet.list",
    "wallet.openVault",
    "wallet.draft",
    "miners.start",
  ]);
  expect(calls[3]?.[1]).toEqual({ passphrase: "pass" });
});

it("asks twice for the passphrase of a vault that is made now", async () => {
  const { calls, session } = setUp({ kind: "vault", open: false }, ["practice"], ["pass", "pass"]);
  await session.call("wallet.draft", {});
  expect(calls.find(([name]) => name === "wallet.openVault")?.[1]).toEqual({ passphrase: "pass" });
});

it("asks for no vault where only practice keys sign, but asks when one is about to be used", async () => {
  const { calls, session } = setUp({ kind: "vault", open: false }, ["practice"], ["pass", "pass"]);
  await session.call("transactions.submit", { planId: "p" });
  await session.call("miners.start", { minerId: "m" });
  await session.call("signals.intakeKey", { minerId: "m" });
  expect(calls.map(([name]) => name)).not.toContain("wallet.openVault");
  await session.call("wallet.draft", {});
  expect(calls.map(([name]) => name)).toContain("wallet.openVault");
});

it("asks nothing where the system keeps the secrets or the vault is open", async () => {
  for (const keychain of [{ kind: "keychain", open: true } as const, { kind: "vault", open: true } as const]) {
    const { calls, session } = setUp(keychain, [], []);
    await session.call("wallet.draft", {});
    expect(calls.map(([name]) => name)).toEqual(["wallet.keychain", "wallet.draft"]);
  }
});
