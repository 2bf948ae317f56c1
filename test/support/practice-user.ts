import { ApiPromise, Keyring, WsProvider } from "@polkadot/api";
import type { SubmittableExtrinsic } from "@polkadot/api/types";
import type { KeyringPair } from "@polkadot/keyring/types";
import type { Codec } from "@polkadot/types/types";
import type { PracticeChain } from "#test/support/practice-chain.ts";

export type Extrinsic = SubmittableExtrinsic<"promise">;

/** What became of an extrinsic, as its block's events tell it. */
export interface Outcome {
  /** `section.Name` of the dispatch error, or null where it succeeded. */
  readonly error: string | null;
  /** Events of this extrinsic by name, with their fields as text: numbers in decimal, accounts as addresses. */
  readonly events: readonly { readonly name: string; readonly data: readonly string[] }[];
  /** What was charged, rao. */
  readonly feeRao: bigint;
  readonly blockHash: string;
}

/** A stock client of the practice chain, for tests that seal blocks by hand. */
export interface PracticeUser {
  readonly api: ApiPromise;
  key(uri: string): KeyringPair;
  /** Signs, submits, seals one block and reads what happened. */
  send(call: Extrinsic, who: KeyringPair, options?: object): Promise<Outcome>;
  disconnect(): Promise<void>;
}

export async function connectUser(chain: PracticeChain): Promise<PracticeUser> {
  const api = await ApiPromise.create({ provider: new WsProvider(chain.url) as never, noInitWarn: true });
  const keyring = new Keyring({ type: "sr25519", ss58Format: 42 });
  return {
    api,
    key: (uri) => keyring.addFromUri(uri),
    async send(call, who, options = {}) {
      const signed = await call.signAsync(who, { era: 0, ...options });
      await api.rpc.author.submitExtrinsic(signed);
      chain.seal();
      const blockHash = await api.rpc.chain.getBlockHash();
      const { block } = await api.rpc.chain.getBlock(blockHash);
      const index = block.extrinsics.findIndex((extrinsic) => extrinsic.hash.eq(signed.hash));
      if (index === -1) throw new Error("the extrinsic is not in the block");
      const at = await api.at(blockHash);
      // biome-ignore lint/suspicious/noExplicitAny: event records are not typed for an unknown chain
      const records = (await at.query.system?.events?.()) as any;
      // biome-ignore lint/suspicious/noExplicitAny: as above
      const own = records.filter((r: any) => r.phase.isApplyExtrinsic && r.phase.asApplyExtrinsic.eq(index));
      // biome-ignore lint/suspicious/noExplicitAny: as above
      const events = own.map(({ event }: any) => ({
        name: `${event.section}.${event.method}`,
        data: event.data.map((field: Codec) => field.toString()),
      }));
      // biome-ignore lint/suspicious/noExplicitAny: as above
      const failed = own.find(({ event }: any) => api.events.system?.ExtrinsicFailed?.is(event));
      const paid = events.find((event: { name: string }) => event.name === "transactionPayment.TransactionFeePaid");
      return {
        error: failed === undefined ? null : nameOf(api, failed.event.data[0]),
        events,
        feeRao: BigInt(paid?.data[1] ?? 0),
        blockHash: blockHash.toHex(),
      };
    },
    disconnect: () => api.disconnect(),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a dispatch error of an unknown chain
function nameOf(api: ApiPromise, error: any): string {
  if (!error.isModule) return error.toString();
  const { section, name } = api.registry.findMetaError(error.asModule);
  return `${section}.${name}`;
}

/** The fields of the event of this name; an error where it did not happen. */
export function dataOf(outcome: Outcome, name: string): readonly string[] {
  const found = outcome.events.find((event) => event.name === name);
  if (found === undefined) throw new Error(`no ${name} among ${outcome.events.map((event) => event.name).join(", ")}`);
  return found.data;
}
