import { Keyring } from "@polkadot/api";
import type { KeyringPair } from "@polkadot/keyring/types";
import { cryptoWaitReady } from "@polkadot/util-crypto";
import { systemClock } from "#main/ports/clock.ts";
import type { Context } from "#main/practice/describe/index.ts";
import { currency } from "#main/practice/pallets/balances/currency.ts";
import { type PracticeNode, type PracticeNodeOptions, startPracticeNode } from "#main/practice/practice-node.ts";
import { toHex } from "#main/practice/scale/index.ts";

export const TAO_RAO = 1_000_000_000n;

/** A practice node of the base pallets alone: Alice and the rest have 1,000 τ, blocks come by hand. */
export async function startBaseNode(
  options: Partial<PracticeNodeOptions> & { readonly funded?: readonly KeyringPair[] } = {},
): Promise<PracticeNode & { defects: unknown[] }> {
  const defects: unknown[] = [];
  const running = await startPracticeNode({
    file: ":memory:",
    port: 0,
    blockTimeMs: 0,
    clock: systemClock,
    parts: { pallets: [], apis: [] },
    genesis: (ctx: Context) => {
      for (const { publicKey } of options.funded ?? []) currency.mint(ctx, toHex(publicKey), 1_000n * TAO_RAO);
    },
    onDefect: (where, error) => defects.push([where, error]),
    ...options,
  });
  return { ...running, defects };
}

/** A development key such as `//Alice`. */
export async function devKey(uri: string, type: "sr25519" | "ed25519" | "ecdsa" = "sr25519"): Promise<KeyringPair> {
  await cryptoWaitReady();
  return new Keyring({ type }).addFromUri(uri);
}
