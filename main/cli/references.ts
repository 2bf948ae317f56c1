import { AppError } from "#src/app-error.ts";
import type { MinerView } from "#src/contract/miners.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import type { Field } from "./fields.ts";
import type { Passwords } from "./passwords.ts";
import type { TypedInput } from "./read-fields.ts";
import type { Session } from "./session.ts";
import { unwrap } from "./unwrap.ts";

const names = (of: readonly { readonly name: string }[]): string =>
  of.length === 0 ? "There is none yet." : `There are: ${of.map((one) => one.name).join(", ")}.`;

/** Picks one by id or name; the only one where nothing was named. */
function pick<T extends { readonly name: string }>(
  of: readonly T[],
  named: string | undefined,
  idOf: (one: T) => string,
  what: string,
): T {
  const found = named === undefined ? of : of.filter((one) => idOf(one) === named || one.name === named);
  if (found.length === 1) return found[0] as T;
  const code = `${what.toUpperCase()}_${found.length === 0 ? "UNKNOWN" : "UNCLEAR"}`;
  const message =
    found.length === 0
      ? `There is no ${what}${named === undefined ? "" : ` named ${named}`}.`
      : `There is more than one ${what}${named === undefined ? "" : ` named ${named}`}.`;
  throw new AppError(code, message, { hint: `Name one with --${what}. ${names(of)}`, field: what });
}

/**
 * The wallet that was meant; where none is named the only one, or the only one that can sign beside watched ones.
 * Errors: `WALLET_UNKNOWN`, `WALLET_UNCLEAR`.
 */
export async function pickWallet(session: Session, named: string | undefined): Promise<WalletView> {
  const all = unwrap(await session.call("wallet.list", {}));
  const signing = all.filter(({ kind }) => kind !== "watch");
  return pick(named === undefined && signing.length === 1 ? signing : all, named, (one) => one.walletId, "wallet");
}

/** The miner that was meant. Errors: `MINER_UNKNOWN`, `MINER_UNCLEAR`. */
export async function pickMiner(session: Session, named: string | undefined): Promise<MinerView> {
  return pick(unwrap(await session.call("miners.list", {})), named, (one) => one.minerId, "miner");
}

/** The hotkey of a wallet that was meant. Errors: `HOTKEY_UNKNOWN`, `HOTKEY_UNCLEAR`. */
export function pickHotkey(wallet: WalletView, named: string | undefined): WalletView["hotkeys"][number] {
  return pick(wallet.hotkeys, named, (one) => one.address, "hotkey");
}

const looksLikeAddress = (text: string): boolean => /^[1-9A-HJ-NP-Za-km-z]{46,50}$/.test(text);

/**
 * Completes what was typed: names become ids and addresses, what was left out becomes the only one there is, and a
 * password is asked for. A field that may be left out stays out.
 */
export async function completeInput(
  fields: readonly Field[],
  typed: TypedInput,
  session: Session,
  passwords: Passwords,
): Promise<TypedInput> {
  const input: TypedInput = { ...typed };
  let wallet: WalletView | undefined;
  for (const field of fields) {
    const given = typed[field.name] as string | undefined;
    if (field.name === "password" && !field.required) {
      const password = passwords.given();
      if (password !== null) input.password = password;
      continue;
    }
    if (given === undefined && !field.required) continue;
    if (field.kind === "wallet") {
      wallet = await pickWallet(session, given);
      input[field.name] = wallet.walletId;
    } else if (field.kind === "miner") input[field.name] = (await pickMiner(session, given)).minerId;
    else if (field.name === "hotkeyName" && wallet) input[field.name] = pickHotkey(wallet, given).name;
    else if (field.kind === "hotkey" && !(given !== undefined && looksLikeAddress(given))) {
      input[field.name] = pickHotkey(wallet ?? (await pickWallet(session, undefined)), given).address;
    } else if (field.kind === "secret") {
      input[field.name] = await passwords.existing(field.name === "passphrase" ? "Passphrase" : "Password");
    }
  }
  return input;
}
