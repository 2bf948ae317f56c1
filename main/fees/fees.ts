import type { Chain } from "#main/chain/chain.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Store } from "#main/store/store.ts";
import { decodeAddress, encodeAddress } from "#src/address/ss58.ts";
import type { CallForm, CallPrice, DepositsView, FeeTable } from "#src/contract/fees.ts";
import type { GivenCall } from "#src/fees/arguments.ts";
import { buildGivenCall, callNames, describeForm } from "./call-forms.ts";
import { buildFeeTable, sampleArguments, sampleFacts } from "./fee-table.ts";
import { createFeeTableCache } from "./fee-table-cache.ts";
import { priceCall } from "./price-call.ts";
import { readDeposits } from "./read-deposits.ts";

/** What transactions of the connected chain cost. Nothing here signs. */
export interface Fees {
  calls(): { pallet: string; calls: string[] }[];
  /** Error: `FEES_CALL_UNKNOWN`. */
  form(pallet: string, call: string): CallForm;
  /** Errors: `FEES_CALL_UNKNOWN`, `FEES_ARGUMENT_…`, `FEES_TOO_MANY_CALLS`, `FEES_NOT_PRICED`, `ADDRESS_…`. */
  price(call: GivenCall, signer: string | undefined): Promise<CallPrice>;
  list(fresh: boolean): Promise<FeeTable>;
  deposits(): Promise<DepositsView>;
}

/** Has the length of every address, and nobody can sign for it. */
const NOBODY = encodeAddress(new Uint8Array(32));

export function createFees(deps: { chain: Chain; keys: Pick<Keys, "list">; store: Store }): Fees {
  const { chain, keys } = deps;
  const cache = createFeeTableCache(deps.store);
  let underWay: { readonly key: string; readonly table: Promise<FeeTable> } | null = null;

  const firstAddress = (): string => keys.list()[0]?.address ?? NOBODY;
  const isOwn = (address: string): boolean =>
    keys.list().some((wallet) => wallet.address === address || wallet.hotkeys.some((one) => one.address === address));

  return {
    calls: () => callNames(chain.api()),
    form(pallet, call) {
      const form = describeForm(chain.api(), pallet, call);
      const sample = sampleArguments(form, sampleFacts(chain, firstAddress()));
      return {
        pallet,
        call,
        docs: form.docs,
        arguments: form.arguments.map((one) => ({ ...one, sample: sample[one.name] })),
      };
    },
    async price(given, signer) {
      if (signer !== undefined) decodeAddress(signer, { field: "signer" });
      const address = signer ?? firstAddress();
      return priceCall(chain, buildGivenCall(chain.api(), given), { address, known: isOwn(address) });
    },
    async list(fresh) {
      const { genesisHash, specVersion } = chain.live().identity;
      const known = fresh ? null : cache.get(genesisHash, specVersion);
      if (known) return known;
      const key = `${genesisHash} ${specVersion}`;
      if (underWay?.key === key) return underWay.table;
      const table = buildFeeTable(chain, firstAddress());
      underWay = { key, table };
      try {
        const made = await table;
        cache.put(made);
        return made;
      } finally {
        underWay = null;
      }
    },
    deposits: () => readDeposits(chain, keys),
  };
}
