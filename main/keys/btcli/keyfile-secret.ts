import { decodeAddress } from "@polkadot/util-crypto";
import { AppError } from "#src/app-error.ts";
import { type KeyfileContent, type KeyfileProblem, readKeyfile } from "#src/keys/keyfile.ts";
import { scalarTimesCofactor } from "#src/keys/scalar-form.ts";
import { type KeySecret, wipe, wipeSecret } from "#src/keys/secret-record.ts";
import { addressOf, publicKeyOf, secretFromSeed, secretFromWords } from "../key-material.ts";

/** A key found in a file or text. */
export interface FoundKey {
  readonly address: string;
  readonly secret: KeySecret;
  /** The file names a public key or address and it is this key's. Without that nothing tells a slip from the truth. */
  readonly confirmed: boolean;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

const problems: Readonly<Record<KeyfileProblem, readonly [code: string, text: string, hint: string]>> = {
  notJson: ["KEY_FILE_DAMAGED", "it is not a keyfile", "Choose a coldkey or hotkey file of a btcli wallet."],
  badField: ["KEY_FILE_DAMAGED", "a field is damaged", "Take it from a backup, or restore the key from its words."],
  noKey: ["KEY_FILE_DAMAGED", "it holds no key", "Choose a coldkey or hotkey file of a btcli wallet."],
  disagrees: [
    "KEY_FILE_MISMATCH",
    "its fields name different keys",
    "Take it from a backup, or restore the key from its words.",
  ],
  polkadotjs: ["KEY_FILE_KIND", "it is a polkadot.js export", "Restore it as polkadot.js JSON instead."],
};

/** Reads the plain text of a keyfile. Errors: `KEY_FILE_DAMAGED`, `KEY_FILE_MISMATCH`, `KEY_FILE_KIND`. */
export function parseKeyfile(plain: Uint8Array, name: string): KeyfileContent {
  let text = "";
  try {
    text = utf8.decode(plain);
  } catch {
    // An undecodable text is no keyfile either.
  }
  const reading = readKeyfile(text);
  if (reading.ok) return reading.content;
  const [code, what, hint] = problems[reading.problem];
  const field = reading.field ? ` (${reading.field})` : "";
  throw new AppError(code, `The file ${name} cannot be used: ${what}${field}.`, { hint, field: "path" });
}

/** The public key a keyfile names, where it names one. Error: `KEY_FILE_MISMATCH` where its two ways of naming it differ. */
export function namedKey(content: KeyfileContent, name: string): Uint8Array | null {
  let named: Uint8Array | null = null;
  if (content.ss58Address !== undefined) {
    try {
      named = decodeAddress(content.ss58Address);
    } catch {
      throw mismatch(name, "its address has a wrong checksum");
    }
  }
  if (named && content.publicKey && Buffer.compare(named, content.publicKey) !== 0) {
    throw mismatch(name, "its address is not that of its public key");
  }
  return named ?? content.publicKey ?? null;
}

const mismatch = (name: string, text: string): AppError =>
  new AppError("KEY_FILE_MISMATCH", `The file ${name} cannot be used: ${text}.`, {
    hint: "It may be damaged or of another key kind. Take it from a backup, or restore the key from its words.",
    field: "path",
  });

/** Candidate keys of a file's secret, in btcli's order of trust: words, seed, private key in either scalar form. */
async function* candidates(content: KeyfileContent): AsyncGenerator<KeySecret> {
  if (content.words) yield await secretFromWords(content.words);
  else if (content.seed) yield secretFromSeed(content.seed);
  else if (content.privateKey) {
    const usual = scalarTimesCofactor(content.privateKey);
    if (usual) yield { secretKey: usual };
    yield { secretKey: content.privateKey.slice() };
  }
}

/**
 * The key a keyfile holds, checked against every public field it has. Null where the file is a public one.
 * Errors: `KEY_CRYPTO_UNSUPPORTED`, `KEY_FILE_MISMATCH`, those of `checkWords`.
 */
export async function secretOfKeyfile(content: KeyfileContent, name: string): Promise<FoundKey | null> {
  if (content.cryptoType !== undefined && content.cryptoType !== 1) {
    const kind = content.cryptoType === 0 ? "ed25519" : `kind ${content.cryptoType}`;
    throw new AppError("KEY_CRYPTO_UNSUPPORTED", `The key in ${name} is of another cryptography (${kind}).`, {
      hint: "Tausmith handles sr25519 keys, the usual kind. Keep this file where it is.",
      field: "path",
    });
  }
  const named = namedKey(content, name);
  let first: KeySecret | null = null;
  for await (const secret of candidates(content)) {
    let publicKey: Uint8Array;
    try {
      publicKey = publicKeyOf(secret.secretKey);
    } catch {
      continue;
    }
    if (!named || Buffer.compare(publicKey, named) === 0) {
      wipeOthers(content, secret);
      return { address: addressOf(publicKey), secret, confirmed: named !== null };
    }
    if (first) wipeSecret(secret);
    else first = secret;
  }
  if (first) wipeSecret(first);
  wipe(content.seed, content.privateKey);
  if (!content.words && !content.seed && !content.privateKey) return null;
  throw mismatch(name, "its secret does not lead to the address it names");
}

/** The parts of the file that were not used are not needed any longer. */
function wipeOthers(content: KeyfileContent, used: KeySecret): void {
  wipe(content.privateKey);
  if (content.seed && used.seed !== content.seed) wipe(content.seed);
}
