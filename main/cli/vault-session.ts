import { AppError } from "#src/app-error.ts";
import { procedures } from "#src/contract/index.ts";
import type { Passwords } from "./passwords.ts";
import type { Session } from "./session.ts";
import { unwrap } from "./unwrap.ts";

/** Calls that reach for a secret without saying so in their risk. */
const ALSO = new Set(["miners.start"]);
/** Calls for a secret that stays in its own file. */
const ELSEWHERE = new Set(["wallet.btcliUpgrade"]);

/**
 * Where this machine keeps its secrets in a vault file, a command opens the vault before its first call that needs it.
 * A running app has its own vault open or shut; it is opened there in the same way.
 */
export function withVault(session: Session, passwords: Passwords): Session {
  let looked = false;
  const openVault = async (makes: boolean): Promise<void> => {
    const keychain = unwrap(await session.call("wallet.keychain", {}));
    if (keychain.kind !== "vault" || keychain.open) {
      looked = true;
      return;
    }
    const wallets = unwrap(await session.call("wallet.list", {}));
    const used = wallets.some(({ place, hotkeys }) => [place, ...hotkeys.map((one) => one.place)].includes("vault"));
    // Nothing lies in the vault, as with practice wallets, and nothing is about to: there is no passphrase to ask for.
    if (!used && !makes) return;
    looked = true;
    const opened = await session.call("wallet.openVault", { passphrase: await passwords.vault(!used) });
    if (!opened.ok && opened.error.code === "AUTH_PASSWORD_WRONG") {
      throw new AppError("AUTH_PASSWORD_WRONG", "The passphrase of the vault is not right.", {
        hint: "Give the vault's own with --vault-password-file; without it the wallet's password is tried.",
        field: "passphrase",
      });
    }
    unwrap(opened);
  };
  return {
    ...session,
    async call(name, input) {
      const risk = procedures.get(name)?.risk;
      // An intake's key is secret too, but lies in its miner's folder.
      const makes = risk === "secret" && name.startsWith("wallet.") && !ELSEWHERE.has(name);
      const needs = makes || risk === "sign" || ALSO.has(name);
      if (needs && !looked && name !== "wallet.openVault") await openVault(makes);
      return session.call(name, input);
    },
  };
}
