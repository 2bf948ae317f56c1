import { pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import {
  encodeAddress,
  keyExtractPath,
  keyFromPath,
  mnemonicGenerate,
  mnemonicToEntropy,
  sr25519PairFromSeed,
  sr25519Sign,
} from "@polkadot/util-crypto";
import { default as english } from "@polkadot/util-crypto/mnemonic/wordlists/en";
import { getPublicKey } from "@scure/sr25519";
import { AppError } from "#src/app-error.ts";
import { type KeySecret, wipe } from "#src/keys/secret-record.ts";
import { isWordCount, type WordCount, wrongWords } from "#src/keys/words.ts";

const derive = promisify(pbkdf2);
const utf8 = new TextEncoder();

/** Substrate's general address prefix, used by Bittensor. */
export const SS58_PREFIX = 42;

/** The BIP39 English word list. */
export const wordlist: readonly string[] = english;

/** New BIP39 words from the machine's own randomness. */
export const newWords = (count: WordCount): string[] => mnemonicGenerate(count).split(" ");

/** The SS58 address of a public key. */
export const addressOf = (publicKey: Uint8Array): string => encodeAddress(publicKey, SS58_PREFIX);

/** The sr25519 public key of a 64-byte secret key. */
export const publicKeyOf = (secretKey: Uint8Array): Uint8Array => getPublicKey(secretKey);

/** Signs with sr25519 in the signing context `substrate`; 64 bytes. */
export const signWith = (secretKey: Uint8Array, payload: Uint8Array): Uint8Array =>
  sr25519Sign(payload, { publicKey: publicKeyOf(secretKey), secretKey });

/**
 * Refuses words that are not a BIP39 phrase. Errors: `KEY_WORDS_COUNT`, `KEY_WORDS_UNKNOWN` (details name the place
 * and suggestions), `KEY_WORDS_CHECKSUM`. The words themselves are never part of an error, except an unknown one's place.
 */
export function checkWords(words: readonly string[]): void {
  if (!isWordCount(words.length)) {
    throw new AppError("KEY_WORDS_COUNT", `There are ${words.length} words; a phrase has 12, 15, 18, 21 or 24.`, {
      hint: "Compare with your paper: a word may be missing or written twice.",
      field: "words",
      details: { count: words.length },
    });
  }
  const wrong = wrongWords(words, wordlist);
  const first = wrong[0];
  if (first) {
    const places = wrong.map(({ index }) => index + 1).join(", ");
    const meant = first.suggestions.join(", ");
    throw new AppError("KEY_WORDS_UNKNOWN", `Not in the word list: word ${places}.`, {
      hint: meant ? `For word ${first.index + 1}, perhaps: ${meant}.` : `Check word ${first.index + 1} on your paper.`,
      field: "words",
      details: { place: first.index + 1, suggestions: meant },
    });
  }
  try {
    wipe(mnemonicToEntropy(words.join(" ")));
  } catch {
    throw new AppError("KEY_WORDS_CHECKSUM", "All words are known, but together they are not a valid phrase.", {
      hint: "Two words may have changed places, or one is a different word of the list. Compare with your paper.",
      field: "words",
    });
  }
}

/**
 * The mini secret of a phrase as Substrate makes it (substrate-bip39): PBKDF2-HMAC-SHA512 over the entropy, 2048
 * rounds, salt `mnemonic` and the phrase's password; the first 32 bytes. Runs off the main thread.
 */
async function miniSecretOf(words: readonly string[], phrasePassword: string): Promise<Uint8Array> {
  const entropy = mnemonicToEntropy(words.join(" "));
  const long = await derive(entropy, utf8.encode(`mnemonic${phrasePassword.normalize("NFKD")}`), 2048, 64, "sha512");
  const seed = new Uint8Array(long.subarray(0, 32));
  wipe(entropy, long);
  return seed;
}

/** Walks a derivation path (`//hard`, `/soft`) from a secret key. Error: `KEY_PATH_INVALID`. */
function walk(secretKey: Uint8Array, path: string): Uint8Array {
  const invalid = (): AppError =>
    new AppError("KEY_PATH_INVALID", "The derivation path cannot be read.", {
      hint: "Write it as //hard or /soft parts, for example //miner//1. A password (///) belongs in its own field.",
      field: "path",
    });
  if (!/^(\/\/?[^/]+)+$/.test(path)) throw invalid();
  let parts: ReturnType<typeof keyExtractPath>;
  try {
    parts = keyExtractPath(path);
  } catch {
    throw invalid();
  }
  return keyFromPath({ publicKey: publicKeyOf(secretKey), secretKey }, parts.path, "sr25519").secretKey;
}

function fromSeed(seed: Uint8Array, path: string | undefined, words: Uint8Array | undefined): KeySecret {
  const root = sr25519PairFromSeed(seed).secretKey;
  if (!path) return { secretKey: root, seed, ...(words ? { words } : {}) };
  const secretKey = walk(root, path);
  wipe(root);
  if (words) wipe(seed);
  return { secretKey, path, ...(words ? { words } : { seed }) };
}

/** The key of a phrase, with its password and derivation path where it has them. Errors: those of `checkWords`, `KEY_PATH_INVALID`. */
export async function secretFromWords(
  words: readonly string[],
  options: { readonly path?: string; readonly phrasePassword?: string } = {},
): Promise<KeySecret> {
  checkWords(words);
  const seed = await miniSecretOf(words, options.phrasePassword ?? "");
  // A phrase with a password does not lead back to the key by its words alone, so only the seed is kept (as btcli does).
  const kept = options.phrasePassword ? undefined : utf8.encode(words.join(" "));
  return fromSeed(seed, options.path, kept);
}

/** The key of a 32-byte mini secret. Errors: `KEY_SEED_INVALID`, `KEY_PATH_INVALID`. */
export function secretFromSeed(seed: Uint8Array, path?: string): KeySecret {
  if (seed.length !== 32) {
    throw new AppError("KEY_SEED_INVALID", "A seed is 32 bytes: 64 hex digits, with or without 0x.", {
      hint: "Check that the whole seed was pasted.",
      field: "seed",
    });
  }
  return fromSeed(seed.slice(), path, undefined);
}
