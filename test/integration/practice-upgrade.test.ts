import { ApiPromise, WsProvider } from "@polkadot/api";
import type { SubmittableExtrinsic } from "@polkadot/api/types";
import { afterEach, describe, expect, it } from "vitest";
import { watchConsole } from "#test/support/console-watch.ts";
import { devKey, startBaseNode, TAO_RAO } from "#test/support/practice-network.ts";
import { connectRaw } from "#test/support/raw-rpc.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describe("a runtime upgrade of the practice network", () => {
  it("tells clients, changes metadata at that block, and refuses what was signed for the old runtime", async () => {
    const alice = await devKey("//Alice");
    const running = await startBaseNode({ funded: [alice] });
    closing.push(() => running.stop());
    const { node } = running;
    const raw = await connectRaw(running.server.url);
    closing.push(() => raw.close());
    const quiet = watchConsole();
    try {
      const connect = async (): Promise<ApiPromise> => {
        const api = await ApiPromise.create({
          provider: new WsProvider(running.server.url) as never,
          noInitWarn: true,
        });
        closing.push(() => api.disconnect());
        return api;
      };
      const before = await connect();
      const old = before.tx.system?.remark?.("old") as SubmittableExtrinsic<"promise">;
      const signedOld = (await old.signAsync(alice)).toHex();
      const second = before.tx.system?.remark?.("waiting") as SubmittableExtrinsic<"promise">;
      const waiting = (await second.signAsync(alice, { nonce: 1 })).toHex();
      const watch = await raw.call("author_submitAndWatchExtrinsic", waiting);

      const id = await raw.call("state_subscribeRuntimeVersion");
      const versions = (): number[] =>
        raw.received
          .filter((message) => (message.params as { subscription?: unknown } | undefined)?.subscription === id)
          .map((message) => (message.params as { result: { specVersion: number } }).result.specVersion);
      node.upgrade();
      const block = node.seal();
      await raw.until(() => versions().length === 2);
      expect(versions()).toEqual([424, 425]);

      // The block itself still belongs to the old runtime; what follows it to the new one.
      expect(await raw.call("state_getRuntimeVersion", block.header.parent_hash)).toMatchObject({ specVersion: 424 });
      expect(await raw.call("state_getRuntimeVersion", block.hash)).toMatchObject({ specVersion: 425 });
      const metadata = (at: string): Promise<unknown> => raw.call("state_getMetadata", at);
      expect(await metadata(block.hash)).not.toBe(await metadata(block.header.parent_hash));
      expect(block.header.digest.logs.map((log) => log.type)).toContain("RuntimeEnvironmentUpdated");

      expect(await raw.refusal("author_submitExtrinsic", signedOld)).toEqual({
        code: 1010,
        message: "Invalid Transaction",
        data: "Transaction has a bad signature",
      });
      await raw.until(
        (message) =>
          (message.params as { subscription?: unknown; result?: unknown } | undefined)?.subscription === watch &&
          (message.params as { result?: unknown }).result === "invalid",
      );

      const after = await connect();
      expect(after.runtimeVersion.specVersion.toNumber()).toBe(425);
      expect(after.call.transactionPaymentApi).toBeDefined();
      expect(after.tx.balances?.practiceUpgradeMarker).toBeDefined();
      expect(before.tx.balances?.transferKeepAlive?.(alice.address, 1).method.toHex()).toBe(
        after.tx.balances?.transferKeepAlive?.(alice.address, 1).method.toHex(),
      );
      const number = (api: ApiPromise): unknown => api.errors.system?.CallFiltered?.meta.index.toNumber();
      const fresh = await ApiPromise.create({
        provider: new WsProvider(running.server.url) as never,
        noInitWarn: true,
      });
      closing.push(() => fresh.disconnect());
      const oldMetadata = await before.at(block.header.parent_hash);
      expect(number(fresh)).not.toBe(oldMetadata.errors.system?.CallFiltered?.meta.index.toNumber());

      const done = Promise.withResolvers<void>();
      const send = after.tx.balances?.practiceUpgradeMarker?.(true) as SubmittableExtrinsic<"promise">;
      const stop = await send.signAndSend(alice, { tip: TAO_RAO }, ({ status, dispatchError }) => {
        if (status.isBroadcast) node.seal();
        if (status.isInBlock) {
          expect(dispatchError).toBeUndefined();
          done.resolve();
        }
      });
      await done.promise;
      stop();
    } finally {
      quiet.stop();
    }
    expect(running.defects).toEqual([]);
  });
});
