import { scrypt } from "node:crypto";
import { promisify } from "node:util";
import { decodeAddress } from "@polkadot/util-crypto";
import { AppError } from "#src/app-error.ts";
import { type PolkadotJsonProblem, readPkcs8, readPolkadotJson } from "#src/keys/polkadot-json.ts";
import { wipe } from "#src/keys/secret-record.ts";
import type { FoundKey } from "./btcli/keyfile-secret.ts";
import type { KeyCrypto } from "./key-crypto.ts";
import { addressOf, publicKeyOf } from "./key-material.ts";

const derive = promisify<Uint8Array, Uint8Array, number, object, Buffer>(scrypt);

const problems: Readonly<Record<PolkadotJsonProblem, string>> = {
  notExport: "it is not the JSON export of one account",
  batch: "it holds several accounts; export the account alone",
  ethereumOrOther: "it is not an sr25519 account",
  version: "its format version is not 3; export it again from a current polkadot.js",
  plain: "it is not encrypted as polkadot.js does it; export it again with a password",
  scryptCost: "its scrypt cost is outside the known bounds",
  damaged: "its encoded part is damaged",
};

/**
 * The key of a polkadot.js JSON export; null for a wrong password (or a changed content, which looks the same).
 * Errors: `KEY_JSON_INVALID`, `KEY_FILE_MISMATCH`.
 */
export async function keyOfPolkadotJson(text: string, password: string, crypto: KeyCrypto): Promise<FoundKey | null> {
  const read = readPolkadotJson(text);
  if (!read.ok) {
    throw new AppError("KEY_JSON_INVALID", `This JSON cannot be restored: ${problems[read.problem]}.`, {
      hint: "In polkadot.js: Accounts, the account's menu, Create a backup file for this account.",
      field: "json",
    });
  }
  const { json } = read;
  const typed = new TextEncoder().encode(password);
  let key: Uint8Array;
  if (json.scrypt) {
    const { salt, n, p, r } = json.scrypt;
    key = (await derive(typed, salt, 64, { N: n, r, p, maxmem: 256 * n * r + 1024 * 1024 })).subarray(0, 32);
  } else {
    key = new Uint8Array(32);
    key.set(typed.subarray(0, 32));
  }
  const plain = await crypto.boxOpen(key, json.nonce, json.box);
  wipe(key, typed);
  if (!plain) return null;
  const pair = readPkcs8(plain);
  wipe(plain);
  const address = pair && addressOf(pair.publicKey);
  let named: string | null = null;
  try {
    // polkadot.js writes the address with the prefix of the network that was open.
    named = addressOf(decodeAddress(json.address));
  } catch {
    named = null;
  }
  if (!pair || !address || named !== address || addressOf(publicKeyOf(pair.secretKey)) !== address) {
    wipe(pair?.secretKey);
    throw new AppError("KEY_FILE_MISMATCH", "This JSON cannot be restored: its secret does not lead to its address.", {
      hint: "Export the account again.",
      field: "json",
    });
  }
  return { address, secret: { secretKey: pair.secretKey }, confirmed: true };
}
