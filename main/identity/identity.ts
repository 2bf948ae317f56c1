import type { Bytes, Struct } from "@polkadot/types";
import type { Codec } from "@polkadot/types/types";
import type { Chain } from "#main/chain/chain.ts";
import { blockFigure } from "#main/chain/figures.ts";
import { buildCall, storageItem } from "#main/chain/lookup.ts";
import type { Keys } from "#main/keys/keys.ts";
import { readNetuids } from "#main/registration/read-mine.ts";
import { row } from "#main/staking/bill-rows.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { AppError } from "#src/app-error.ts";
import type { IdentityFields, IdentityView } from "#src/contract/identity.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import {
  IDENTITY_FIELDS,
  IDENTITY_LIMITS,
  type IdentityField,
  tooLongField,
  utf8Bytes,
} from "#src/identity/identity-fields.ts";
import { count } from "#src/words/count.ts";

export interface Identities {
  /** Errors: `ADDRESS_…`, `NETWORK_…`. */
  get(address: string): Promise<IdentityView>;
  /** Errors: `IDENTITY_TOO_LONG`, `IDENTITY_UNCHANGED`, `IDENTITY_NEEDS_UID`, those of every plan. */
  prepare(walletId: string, identity: IdentityFields): Promise<PlanView>;
}

const LABELS: Readonly<Record<IdentityField, string>> = {
  name: "Name",
  url: "Web page",
  githubRepo: "GitHub",
  image: "Image",
  discord: "Discord",
  description: "Description",
  additional: "Additional",
};

const textOf = (value: unknown): string => {
  const bytes = value as Bytes | undefined;
  return bytes === undefined ? "" : bytes.isUtf8 ? bytes.toUtf8() : bytes.toHex();
};

/** What the chain stores, as text; bytes that are no text stay hex. */
function readIdentity(stored: Codec | null | undefined): IdentityFields | null {
  if (stored === null || stored === undefined) return null;
  const fields = stored as Struct;
  return Object.fromEntries(IDENTITY_FIELDS.map((field) => [field, textOf(fields.get(field))])) as IdentityFields;
}

/** What a coldkey tells about itself on the chain. Everybody can read it. */
export function createIdentities(deps: {
  chain: Chain;
  keys: Pick<Keys, "get">;
  transactions: Pick<Transactions, "prepare">;
}): Identities {
  const { chain, keys, transactions } = deps;

  async function get(address: string): Promise<IdentityView> {
    decodeAddress(address, { field: "address" });
    const api = chain.api();
    const [number, stored] = await chain.read([
      [storageItem(api, "System", "Number")],
      [storageItem(api, "SubtensorModule", "IdentitiesV2"), address],
    ]);
    return { address, identity: readIdentity(stored), atBlock: blockFigure(number) };
  }

  /** Whether any hotkey of the coldkey holds a UID anywhere, which the chain wants (chain facts 2.6). */
  async function isRegistered(coldkey: string): Promise<boolean> {
    const api = chain.api();
    const [[owned], netuids] = await Promise.all([
      chain.read([[storageItem(api, "SubtensorModule", "OwnedHotkeys"), coldkey]]),
      readNetuids(chain),
    ]);
    const hotkeys = [...(owned as unknown as Iterable<Codec>)].map(String);
    const member = storageItem(api, "SubtensorModule", "IsNetworkMember");
    const values = await chain.read(
      hotkeys.flatMap((hotkey) => netuids.map((netuid) => [member, hotkey, netuid] as const)),
    );
    return values.some((value) => value?.toString() === "true");
  }

  function refuseTooLong(identity: IdentityFields): void {
    const lengths = Object.fromEntries(IDENTITY_FIELDS.map((field) => [field, utf8Bytes(identity[field])])) as Record<
      IdentityField,
      number
    >;
    const field = tooLongField(lengths);
    if (field === null) return;
    const [has, limit] = [lengths[field], IDENTITY_LIMITS[field]];
    throw new AppError(
      "IDENTITY_TOO_LONG",
      `${LABELS[field]} has ${count(has)} bytes; the chain takes ${count(limit)}.`,
      {
        hint: `Shorten it by ${count(has - limit)} bytes. Letters with accents are two bytes, most emoji four.`,
        field,
        details: { bytes: has, limit },
      },
    );
  }

  return {
    get,
    async prepare(walletId, identity) {
      const { address, name } = keys.get(walletId);
      refuseTooLong(identity);
      const [now, registered] = await Promise.all([get(address), isRegistered(address)]);
      const before = now.identity;
      const changed = IDENTITY_FIELDS.filter((field) => (before?.[field] ?? "") !== identity[field]);
      if (changed.length === 0) {
        throw new AppError("IDENTITY_UNCHANGED", "The chain says exactly this already.", {
          hint: "Change a field; there is nothing to sign as it is.",
        });
      }
      if (!registered) {
        throw new AppError("IDENTITY_NEEDS_UID", `No hotkey of ${name} holds a UID on any subnet.`, {
          hint: "The chain takes an identity from registered neurons' coldkeys only: register a hotkey first.",
          field: "walletId",
        });
      }
      return transactions.prepare({
        title: `Set the identity of ${name}`,
        signer: { walletId, role: "coldkey" },
        call: (api) =>
          buildCall(api, "SubtensorModule", "set_identity", ...IDENTITY_FIELDS.map((field) => utf8(identity[field]))),
        rows: changed.map((field) => row(LABELS[field], identity[field] === "" ? "nothing" : identity[field])),
        spendsMaxRao: 0n,
        spendsExpectedRao: 0n,
        warnings: ["Everybody can read this, now and in old blocks for ever."],
      });
    },
  };
}

/** Hex rather than text: the library would read a text that begins with 0x as hex by itself. */
const utf8 = (text: string): string => `0x${Buffer.from(text, "utf8").toString("hex")}`;
