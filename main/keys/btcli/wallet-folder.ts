import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { AppError } from "#src/app-error.ts";
import type { BtcliWalletView, KeyfileFacts } from "#src/contract/wallet-btcli.ts";
import { wipe } from "#src/keys/secret-record.ts";
import { addressOf } from "../key-material.ts";
import { envelopeKind } from "./keyfile-cipher.ts";
import { namedKey, parseKeyfile } from "./keyfile-secret.ts";
import { readKeyFile } from "./read-key-file.ts";

/** Where btcli keeps its wallets (facts C1). */
export const defaultWalletFolder = (): string => join(homedir(), ".bittensor", "wallets");

/** The address a plain or public keyfile names; null where it names none or is damaged. */
async function addressIn(path: string): Promise<string | null> {
  try {
    const { bytes } = await readKeyFile(path);
    if (envelopeKind(bytes) !== "plain") return null;
    const content = parseKeyfile(bytes, path);
    wipe(bytes, content.seed, content.privateKey);
    const key = namedKey(content, path);
    return key && addressOf(key);
  } catch {
    return null;
  }
}

function adviceFor(encryption: KeyfileFacts["encryption"], role: "coldkey" | "hotkey", mode: number): string | null {
  if (encryption === "fernet" || encryption === "ansible") {
    return "This file has an old encryption. Bring it to the current one.";
  }
  if (encryption === "plain" && role === "coldkey") {
    return "This coldkey is not encrypted: whoever reads the file has the money. Encrypt it now.";
  }
  if (encryption === "plain") {
    return "This hotkey lies in clear text, as btcli leaves it. Moving it into the keychain or vault protects it.";
  }
  if (encryption === "damaged") return "This file is damaged. Restore the key from its words or a backup.";
  if (encryption === "unreadable") return "This file cannot be read with your permissions.";
  if ((mode & 0o077) !== 0) return "Other users of this machine may read this file. Set its permissions to 0600.";
  return null;
}

/** Looks at a keyfile without opening it. Its address comes from itself where it is plain, else from its public file. */
export async function keyfileFactsOf(path: string, role: "coldkey" | "hotkey"): Promise<KeyfileFacts> {
  const publicPath = `${path}pub.txt`;
  try {
    const { bytes, mode } = await readKeyFile(path);
    const encryption = envelopeKind(bytes);
    wipe(bytes);
    const address = (await addressIn(path)) ?? (await addressIn(publicPath));
    const sound = encryption === "plain" && (await addressIn(path)) === null ? "damaged" : encryption;
    return {
      path,
      address,
      encryption: sound,
      mode: mode.toString(8).padStart(4, "0"),
      advice: adviceFor(sound, role, mode),
      upgradable: sound === "fernet" || sound === "ansible" || sound === "plain",
    };
  } catch (error) {
    const missing = error instanceof AppError && error.code === "KEY_FILE_MISSING";
    return {
      path,
      address: await addressIn(publicPath),
      encryption: missing ? "missing" : "unreadable",
      mode: null,
      advice: missing ? null : error instanceof AppError ? error.message : "This file cannot be read.",
      upgradable: false,
    };
  }
}

const names = (entries: readonly Dirent[], keep: (entry: Dirent) => boolean): string[] =>
  entries
    .filter((entry) => !entry.name.startsWith(".") && keep(entry))
    .map(({ name }) => name)
    .toSorted();

/** Hotkeys of a wallet folder; public siblings, locks and temporary files are no hotkeys. */
export async function hotkeyNames(walletPath: string): Promise<string[]> {
  const entries = await readdir(join(walletPath, "hotkeys"), { withFileTypes: true }).catch(() => []);
  const files = names(entries, (entry) => !entry.isDirectory() && !/\.(lock|tmp)$/.test(entry.name));
  const known = new Set(files);
  return files.filter((name) => !(name.endsWith("pub.txt") && known.has(name.slice(0, -"pub.txt".length))));
}

/** One wallet folder. `walletId` is filled in by the caller, who knows the profile. */
export async function readWalletFolder(path: string, name: string): Promise<Omit<BtcliWalletView, "walletId">> {
  const coldkey = await keyfileFactsOf(join(path, "coldkey"), "coldkey");
  const hotkeys: BtcliWalletView["hotkeys"] = [];
  for (const hotkey of await hotkeyNames(path)) {
    hotkeys.push({ name: hotkey, ...(await keyfileFactsOf(join(path, "hotkeys", hotkey), "hotkey")) });
  }
  return { name, path, address: coldkey.address, coldkey, hotkeys };
}

/** All wallets of a folder: every directory in it is one (facts C1). Error: `KEY_FOLDER_UNREADABLE`. */
export async function listWalletFolders(folder: string): Promise<Omit<BtcliWalletView, "walletId">[]> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new AppError(
      "KEY_FOLDER_UNREADABLE",
      `The folder ${folder} ${missing ? "does not exist" : "cannot be read"}.`,
      {
        hint: "Give the folder that holds btcli's wallets, usually ~/.bittensor/wallets.",
        field: "folder",
        cause,
      },
    );
  }
  const found: Omit<BtcliWalletView, "walletId">[] = [];
  for (const name of names(entries, (entry) => entry.isDirectory())) {
    found.push(await readWalletFolder(join(folder, name), name));
  }
  return found;
}
