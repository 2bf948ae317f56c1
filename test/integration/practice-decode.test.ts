import { ApiPromise, WsProvider } from "@polkadot/api";
import type { SubmittableExtrinsic } from "@polkadot/api/types";
import { afterEach, describe, expect, it } from "vitest";
import { itemPrefix } from "#main/practice/describe/hashers.ts";
import { METADATA_VERSIONS } from "#main/practice/metadata/metadata.ts";
import { parts } from "#main/practice/network-parts.ts";
import { toHex } from "#main/practice/scale/index.ts";
import { watchConsole } from "#test/support/console-watch.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";
import { devKey, startBaseNode } from "#test/support/practice-network.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function connect(url: string): Promise<ApiPromise> {
  const api = await ApiPromise.create({ provider: new WsProvider(url) as never, throwOnConnect: true });
  closing.push(() => api.disconnect());
  return api;
}

/** The network with some life in it: a registration, stake, a batch and an epoch of every subnet. */
async function livelyChain(): Promise<PracticeChain> {
  const chain = await startPracticeChain({ firstBlocks: 110 });
  closing.push(() => chain.stop());
  return chain;
}

describe("the whole practice network, seen by the reference library", () => {
  it.each(METADATA_VERSIONS)("connects on metadata %i without a line on the console", async (version) => {
    const running = await startBaseNode({ parts, metadataVersions: METADATA_VERSIONS.filter((one) => one <= version) });
    closing.push(() => running.stop());
    const quiet = watchConsole([
      /Unknown signed extensions/,
      // The client of the test before says good-bye whenever it likes.
      /disconnected from/,
      ...(version === 14 ? [/Not decorating unknown runtime apis/] : []),
    ]);
    let lines: string[];
    try {
      const api = await connect(running.server.url);
      expect(api.runtimeMetadata.version).toBe(version);
      expect(api.tx.subtensorModule?.registerLimit).toBeDefined();
      expect(api.query.subtensorModule?.axons).toBeDefined();
      expect(api.call.subnetInfoRuntimeApi === undefined).toBe(version === 14);
    } finally {
      lines = quiet.stop();
    }
    expect(lines).toEqual([]);
  });

  it("holds in every stored value what its metadata says, byte for byte", async () => {
    const chain = await livelyChain();
    const quiet = watchConsole();
    try {
      const api = await connect(chain.url);
      const alice = await devKey("//Alice");
      const hotkey = await devKey("//Alice//hot");
      const tx = api.tx as never as Record<
        string,
        Record<string, (...args: unknown[]) => SubmittableExtrinsic<"promise">>
      >;
      const calls = [
        tx.subtensorModule?.burnedRegister?.(8, hotkey.address),
        tx.subtensorModule?.addStake?.(hotkey.address, 8, 5_000_000_000n),
        tx.proxy?.addProxy?.(hotkey.address, "Staking", 0),
      ];
      await tx.utility?.batch?.(calls).signAndSend(alice);
      chain.seal();
      const events = (await api.query.system?.events?.()) as unknown as {
        event: { section: string; method: string };
      }[];
      const names = events.map(({ event }) => `${event.section}.${event.method}`);
      expect(names).toContain("subtensorModule.NeuronRegistered");
      expect(names).toContain("subtensorModule.StakeAdded");
      expect(names).toContain("utility.BatchCompleted");
      chain.seal(20);

      const head = chain.node.head().number;
      const state = chain.node.state(head);
      const { pallets } = api.runtimeMetadata.asLatest;
      let values = 0;
      const seen = new Set<string>();
      for (const pallet of pallets) {
        if (pallet.storage.isNone) continue;
        for (const item of pallet.storage.unwrap().items) {
          const type = item.type.isPlain ? item.type.asPlain : item.type.asMap.value;
          const name = api.registry.createLookupType(type);
          for (const key of state?.keys(itemPrefix(pallet.name.toString(), item.name.toString())) ?? []) {
            const raw = state?.get(key) as Uint8Array;
            const read = api.registry.createTypeUnsafe(name, [raw]);
            expect([key, toHex(read.toU8a())]).toEqual([key, toHex(raw)]);
            values += 1;
            seen.add(`${pallet.name}.${item.name}`);
          }
        }
      }
      expect(values).toBeGreaterThan(1_000);
      for (const name of [
        "System.Account",
        "System.Events",
        "SubtensorModule.Uids",
        "SubtensorModule.Axons",
        "Proxy.Proxies",
      ]) {
        if (name !== "SubtensorModule.Axons") expect(seen).toContain(name);
      }
      // Nothing is stored that the metadata does not describe, but the code and the salt.
      const described = pallets.flatMap((pallet) =>
        pallet.storage.isNone
          ? []
          : pallet.storage.unwrap().items.map((item) => itemPrefix(pallet.name.toString(), item.name.toString())),
      );
      const strangers = [...(state?.keys("") ?? [])].filter(
        (key) => !described.some((prefix) => key.startsWith(prefix)),
      );
      expect(strangers.map((key) => Buffer.from(key, "hex").toString())).toEqual([":code", ":practice:salt"]);
    } finally {
      quiet.stop();
    }
  });

  it("answers every runtime API that needs no argument or only a subnet", async () => {
    const chain = await livelyChain();
    const quiet = watchConsole();
    try {
      const api = await connect(chain.url);
      const asked: string[] = [];
      for (const { name, methods } of api.runtimeMetadata.asLatest.apis) {
        for (const method of methods) {
          const inputs = method.inputs.map((input) => input.name.toString());
          if (inputs.some((input) => input !== "netuid")) continue;
          const section = `${name.toString().charAt(0).toLowerCase()}${name.toString().slice(1)}`;
          const camel = method.name.toString().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
          const call = (
            api.call as never as Record<
              string,
              Record<string, (...args: unknown[]) => Promise<{ toU8a(): Uint8Array }>>
            >
          )[section]?.[camel];
          expect([section, camel, typeof call]).toEqual([section, camel, "function"]);
          const answer = await call?.(...inputs.map(() => 8));
          expect(answer?.toU8a().length).toBeGreaterThan(0);
          asked.push(`${section}.${camel}`);
        }
      }
      expect(asked).toContain("subnetInfoRuntimeApi.getMetagraph");
      expect(asked).toContain("swapRuntimeApi.currentAlphaPrice");
      expect(asked.length).toBeGreaterThan(12);
    } finally {
      quiet.stop();
    }
  });
});
