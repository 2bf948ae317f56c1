import { AppError } from "#src/app-error.ts";
import type { AddressView } from "#src/contract/wallet-book.ts";
import type { KeyParts } from "./key-parts.ts";
import { checkedAddress } from "./restoring.ts";

/** Labels for addresses of others. */
export interface AddressBook {
  addresses(): AddressView[];
  /** Error: `KEY_ADDRESS_INVALID`. */
  saveAddress(address: string, label: string, note: string): AddressView[];
  /** Error: `KEY_ADDRESS_UNKNOWN`. */
  removeAddress(address: string): AddressView[];
}

export function createAddressBook({ store, clock }: Pick<KeyParts, "store" | "clock">): AddressBook {
  const list = (): AddressView[] =>
    store.db
      .prepare(
        "SELECT address, label, note, updated_at_ms AS updatedAtMs FROM addresses ORDER BY label COLLATE NOCASE, address",
      )
      .all()
      .map((row) => ({ ...row }) as unknown as AddressView);
  return {
    addresses: list,
    saveAddress(address, label, note) {
      store.db
        .prepare("INSERT OR REPLACE INTO addresses (address, label, note, updated_at_ms) VALUES (?, ?, ?, ?)")
        .run(checkedAddress(address), label, note, clock.nowMs());
      return list();
    },
    removeAddress(address) {
      const { changes } = store.db.prepare("DELETE FROM addresses WHERE address = ?").run(checkedAddress(address));
      if (changes === 0) {
        throw new AppError("KEY_ADDRESS_UNKNOWN", "This address is not in the address book.", {
          hint: "Choose one that is listed.",
          field: "address",
        });
      }
      return list();
    },
  };
}
