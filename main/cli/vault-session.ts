import { procedures } from "#src/contract/index.ts";
import type { Passwords } from "./passwords.ts";
import type { Session } from "./session.ts";
import { unwrap } from "./unwrap.ts";

/** Calls that reach for a secret without saying so in their risk. */
const ALSO = new Set(["miners.start"]);

/**
 * Where this machine keeps its secrets in a vault file, a command opens the vault before its first call that needs it.
 * A running app has its own vault open or shut; it is opened there in the same way.
 */
export function withVault(session: Session, passwords: Passwords): Session {
  let looked = false;
  const openVault = async (): Promise<void> => {
    looked = true;
    const keychain = unwrap(await session.call("wallet.keychain", {}));
    if (keychain.kind !== "vault" || keychain.open) return;
    const wallets = unwrap(await session.call("wallet.list", {}));
    const used = wallets.some(({ place, hotkeys }) => [place, ...hotkeys.map((one) => one.place)].includes("vault"));
    unwrap(await session.call("wallet.openVault", { passphrase: await passwords.vault(!used) }));
  };
  return {
    ...session,
    async call(name, input) {
      const risk = procedures.get(name)?.risk;
      const needs = risk === "sign" || risk === "secret" || ALSO.has(name);
      if (needs && !looked && name !== "wallet.openVault") await openVault();
      return session.call(name, input);
    },
  };
}
