import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, createApp } from "#main/app.ts";
import type { RuntimeParts } from "#main/practice/practice-runtime.ts";
import { toHex } from "#main/practice/scale/primitives.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import type { Input, Output, ProcedureName } from "#src/contract/index.ts";
import type { TransactionView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import type { Result } from "#src/result.ts";
import { approving } from "./chain-room.ts";
import { type PracticeChain, startPracticeChain } from "./practice-chain.ts";

const TAO_RAO = 1_000_000_000n;

/** The whole app over a practice node whose blocks the test seals, with one funded practice wallet. */
export interface AppRoom {
  readonly app: App;
  readonly practice: PracticeChain;
  readonly wallet: WalletView;
  /** A procedure's whole answer. */
  ask<N extends ProcedureName>(name: N, input: Input<N>): Promise<Result<Output<N>>>;
  /** Its value; fails where it was refused. */
  get<N extends ProcedureName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** Signs and sends a plan, and seals until it is final. */
  send(planId: string): Promise<TransactionView>;
  /** Seals blocks and waits until the app has seen them. */
  seal(blocks?: number): Promise<void>;
  account(address: string): `0x${string}`;
  close(): Promise<void>;
}

/** `url` puts something between the app and the node. */
export async function openAppRoom(
  options: {
    readonly parts?: RuntimeParts;
    readonly firstBlocks?: number;
    readonly url?: (node: string) => string;
  } = {},
): Promise<AppRoom> {
  const practice = await startPracticeChain({
    firstBlocks: options.firstBlocks ?? 110,
    ...(options.parts ? { parts: options.parts } : {}),
  });
  const profileDir = mkdtempSync(join(tmpdir(), "tausmith-app-"));
  const url = options.url?.(practice.url) ?? practice.url;
  const app = await createApp({ profileDir, front: "test", network: url, keychain: "vault" });
  const { chain, keys } = app.services;
  await app.start({ miners: false });
  await chain.whenOnline(20_000);

  const ask: AppRoom["ask"] = (name, input) => app.dispatch(name, input, approving) as never;
  const get: AppRoom["get"] = async (name, input) => {
    const result = await ask(name, input);
    if (!result.ok) throw new Error(`${name}: ${result.error.code}: ${result.error.message}`);
    return result.value;
  };
  const seen = async (): Promise<void> => {
    if (chain.head()?.number === practice.node.head().number) return;
    await new Promise<void>((resolve) => {
      const stop = chain.onHead(({ number }) => {
        if (number !== practice.node.head().number) return;
        queueMicrotask(() => stop());
        resolve();
      });
    });
  };
  const seal = async (blocks = 1): Promise<void> => {
    practice.seal(blocks);
    await seen();
  };
  const wallet = await keys.createPractice("practice", "default");
  practice.fund(wallet.address, 1_000n * TAO_RAO);
  await seen();

  return {
    app,
    practice,
    wallet,
    ask,
    get,
    seal,
    async send(planId) {
      const sent = await get("transactions.submit", { planId });
      const settled = app.services.transactions.wait(sent.transactionId, "finalized", 30_000);
      practice.seal(2);
      return settled;
    },
    account: (address) => toHex(decodeAddress(address).accountId) as `0x${string}`,
    async close() {
      await app.stop();
      await practice.stop();
      rmSync(profileDir, { recursive: true, force: true });
    },
  };
}
