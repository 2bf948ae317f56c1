import { ApiPromise, WsProvider } from "@polkadot/api";
import type { SubmittableExtrinsic } from "@polkadot/api/types";
import type { KeyringPair } from "@polkadot/keyring/types";
import type { ISubmittableResult } from "@polkadot/types/types";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { PracticeNode } from "#main/practice/practice-node.ts";
import { watchConsole } from "#test/support/console-watch.ts";
import { devKey, startBaseNode, TAO_RAO } from "#test/support/practice-network.ts";

const KNOWN_LINES = [/Unknown signed extensions/];
const closing: (() => Promise<unknown>)[] = [];
let alice: KeyringPair;
let bob: KeyringPair;

beforeAll(async () => {
  alice = await devKey("//Alice");
  bob = await devKey("//Bob");
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function connect(running: PracticeNode): Promise<ApiPromise> {
  const provider = new WsProvider(running.server.url, false);
  await provider.connect();
  const api = await ApiPromise.create({ provider: provider as never, throwOnConnect: true });
  closing.push(() => api.disconnect());
  return api;
}

/** Sends, seals a block as soon as the pool has it, and one more for finality. Gives back every state told. */
async function send(
  running: PracticeNode,
  call: SubmittableExtrinsic<"promise">,
  signer: KeyringPair,
  options: object = {},
): Promise<{ states: string[]; result: ISubmittableResult }> {
  const states: string[] = [];
  const done = Promise.withResolvers<ISubmittableResult>();
  const stop = await call.signAndSend(signer, options, (result) => {
    states.push(result.status.type);
    if (result.status.isBroadcast || result.status.isInBlock) running.node.seal();
    if (result.status.isFinalized) done.resolve(result);
  });
  const result = await done.promise;
  stop();
  return { states, result };
}

const eventNames = (result: ISubmittableResult): string[] =>
  result.events.map(({ event }) => `${event.section}.${event.method}`);

describe.each([14, 15, 16] as const)("a stock @polkadot/api on metadata %i", (version) => {
  it("connects, reads, signs and decodes without a line on the console", async () => {
    const running = await startBaseNode({
      funded: [alice],
      metadataVersions: ([14, 15, 16] as const).filter((one) => one <= version),
    });
    closing.push(() => running.stop());
    const quiet = watchConsole([...KNOWN_LINES, ...(version === 14 ? [/Not decorating unknown runtime apis/] : [])]);
    let lines: string[];
    try {
      const api = await connect(running);
      expect(api.runtimeMetadata.version).toBe(version);
      expect((await api.rpc.system.chain()).toString()).toBe("Tausmith Practice");
      expect(api.registry.chainTokens).toEqual(["TAO"]);
      expect(api.registry.chainDecimals).toEqual([9]);
      expect(api.registry.chainSS58).toBe(42);
      expect(api.consts.balances?.existentialDeposit?.toString()).toBe("500");

      const free = async (who: KeyringPair, at = api.query): Promise<bigint> => {
        const account = (await at.system?.account?.(who.address)) as unknown as {
          data: { free: { toBigInt(): bigint } };
        };
        return account.data.free.toBigInt();
      };
      const call = api.tx.balances?.transferKeepAlive?.(bob.address, 5n * TAO_RAO) as SubmittableExtrinsic<"promise">;
      const { partialFee } = await call.paymentInfo(alice);
      const before = await api.rpc.chain.getBlockHash();
      const { states, result } = await send(running, call, alice);

      expect(states).toEqual(["Ready", "Broadcast", "InBlock", "Finalized"]);
      expect(eventNames(result)).toEqual([
        "balances.Withdraw",
        "system.NewAccount",
        "balances.Endowed",
        "balances.Transfer",
        "balances.Deposit",
        "transactionPayment.TransactionFeePaid",
        "system.ExtrinsicSuccess",
      ]);
      expect(await free(alice)).toBe(995n * TAO_RAO - partialFee.toBigInt());
      expect(await free(bob)).toBe(5n * TAO_RAO);
      const past = await api.at(before);
      expect(await free(alice, past.query)).toBe(1_000n * TAO_RAO);

      const several = await api.query.system?.account?.multi([alice.address, bob.address]);
      expect(several).toHaveLength(2);
      const entries = await api.query.system?.account?.entries();
      expect(entries?.map(([key]) => key.args[0]?.toString())).toContain(bob.address);
      const block = await api.rpc.chain.getBlock(result.status.asFinalized);
      expect(block.block.extrinsics.map(({ method }) => `${method.section}.${method.method}`)).toEqual([
        "timestamp.set",
        "balances.transferKeepAlive",
      ]);
    } finally {
      lines = quiet.stop();
    }
    expect(lines).toEqual([]);
    expect(running.defects).toEqual([]);
  });
});

describe("a stock @polkadot/api", () => {
  it.each(["sr25519", "ed25519", "ecdsa"] as const)("submits extrinsics signed with %s", async (type) => {
    const signer = await devKey("//Signer", type);
    const sender = type === "ecdsa" ? await devKey("//Alice") : signer;
    const running = await startBaseNode({ funded: [sender] });
    closing.push(() => running.stop());
    const quiet = watchConsole(KNOWN_LINES);
    try {
      const api = await connect(running);
      if (type === "ecdsa") {
        const fund = api.tx.balances?.transferKeepAlive?.(signer.address, 10n * TAO_RAO);
        await send(running, fund as SubmittableExtrinsic<"promise">, sender);
      }
      // Longer than 256 bytes, so that the payload is hashed before it is signed.
      const call = api.tx.system?.remarkWithEvent?.(`0x${"ab".repeat(300)}`) as SubmittableExtrinsic<"promise">;
      const { result } = await send(running, call, signer, { tip: 3n });
      expect(eventNames(result)).toContain("system.Remarked");
      const paid = result.events.find(({ event }) => event.method === "TransactionFeePaid")?.event.data;
      expect(paid?.[2]?.toString()).toBe("3");
      const { partialFee } = await call.paymentInfo(signer, { tip: 3n });
      // The fee paid holds the tip, the simulated one does not; the client simulates with a signature of 64 bytes.
      const signatureBytes = type === "ecdsa" ? 1n : 0n;
      expect(BigInt(paid?.[1]?.toString() ?? 0)).toBe(partialFee.toBigInt() + 3n + signatureBytes);
    } finally {
      quiet.stop();
    }
    expect(running.defects).toEqual([]);
  });

  it("finds dispatch errors by name, also inside batches", async () => {
    const running = await startBaseNode({ funded: [alice] });
    closing.push(() => running.stop());
    const quiet = watchConsole(KNOWN_LINES);
    try {
      const api = await connect(running);
      const transfer = (rao: bigint) =>
        api.tx.balances?.transferKeepAlive?.(bob.address, rao) as SubmittableExtrinsic<"promise">;
      const tooMuch = await send(running, transfer(5_000n * TAO_RAO), alice);
      expect(tooMuch.result.dispatchError?.toJSON()).toEqual({ token: "FundsUnavailable" });
      expect(eventNames(tooMuch.result).slice(-2)).toEqual([
        "transactionPayment.TransactionFeePaid",
        "system.ExtrinsicFailed",
      ]);
      expect((await send(running, transfer(499n), alice)).result.dispatchError?.toJSON()).toEqual({
        token: "BelowMinimum",
      });

      const utility = api.tx.utility as unknown as Record<
        "batch" | "batchAll" | "forceBatch",
        (calls: unknown[]) => SubmittableExtrinsic<"promise">
      >;
      const nested = [transfer(600n), utility.batch([]), transfer(700n)];
      const names: Record<string, string[]> = {};
      for (const kind of ["batch", "batchAll", "forceBatch"] as const) {
        const { result } = await send(running, utility[kind](nested), alice);
        names[kind] = eventNames(result).filter(
          (name) => name.startsWith("utility") || name.startsWith("system.Extrinsic"),
        );
        const error =
          result.dispatchError ??
          (result.events
            .find(({ event }) => /BatchInterrupted|ItemFailed/.test(event.method))
            ?.event.data.at(-1) as never);
        const meta = api.registry.findMetaError((error as unknown as { asModule: never }).asModule);
        expect(`${meta.section}.${meta.name}`).toBe("system.CallFiltered");
      }
      expect(names).toEqual({
        batch: ["utility.ItemCompleted", "utility.BatchInterrupted", "system.ExtrinsicSuccess"],
        batchAll: ["system.ExtrinsicFailed"],
        forceBatch: [
          "utility.ItemCompleted",
          "utility.ItemFailed",
          "utility.ItemCompleted",
          "utility.BatchCompletedWithErrors",
          "system.ExtrinsicSuccess",
        ],
      });
    } finally {
      quiet.stop();
    }
    expect(running.defects).toEqual([]);
  });

  it("follows a balance and the finalized head, which trails by one block", async () => {
    const running = await startBaseNode({ funded: [alice] });
    closing.push(() => running.stop());
    const quiet = watchConsole(KNOWN_LINES);
    try {
      const api = await connect(running);
      const seen: bigint[] = [];
      const changed = Promise.withResolvers<void>();
      const stop = await api.query.system?.account?.(
        bob.address,
        (account: { data: { free: { toBigInt(): bigint } } }) => {
          seen.push(account.data.free.toBigInt());
          if (seen.length === 2) changed.resolve();
        },
      );
      const call = api.tx.balances?.transferKeepAlive?.(bob.address, TAO_RAO) as SubmittableExtrinsic<"promise">;
      await send(running, call, alice);
      await changed.promise;
      (stop as unknown as () => void)();
      expect(seen).toEqual([0n, TAO_RAO]);
      const head = await api.rpc.chain.getHeader();
      const final = await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead());
      expect(final.number.toNumber()).toBe(head.number.toNumber() - 1);
      expect(final.hash.toHex()).toBe(head.parentHash.toHex());
      expect(head.hash.toHex()).toBe(running.node.head().hash);
    } finally {
      quiet.stop();
    }
    expect(running.defects).toEqual([]);
  });
});
