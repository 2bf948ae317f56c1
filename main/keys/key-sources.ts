import { stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { AppError } from "#src/app-error.ts";
import type { KeySource } from "#src/contract/wallet-restore.ts";
import { btPasswordVariable, decodeBtPassword } from "#src/keys/bt-password.ts";
import { readPolkadotJson } from "#src/keys/polkadot-json.ts";
import { wipe } from "#src/keys/secret-record.ts";
import { readWords } from "#src/keys/words.ts";
import { type FoundKey, parseKeyfile, secretOfKeyfile } from "./btcli/keyfile-secret.ts";
import { readKeyFile } from "./btcli/read-key-file.ts";
import { addressOf, publicKeyOf, secretFromSeed, secretFromWords } from "./key-material.ts";
import type { KeyParts } from "./key-parts.ts";
import { keyOfPolkadotJson } from "./polkadot-json-key.ts";

/** Reads keys from what a person has. */
export interface KeySources {
  /**
   * The key a source holds; its secret is the caller's to wipe. Errors: those of `checkWords`, `KEY_SEED_INVALID`,
   * `KEY_PATH_INVALID`, `KEY_JSON_INVALID`, `KEY_FILE_…`, `KEY_PASSWORD_NEEDED`, `AUTH_PASSWORD_WRONG`, `AUTH_THROTTLED`.
   */
  read(source: KeySource): Promise<FoundKey & { readonly suggestedName: string | null }>;
  /** The key of a keyfile by its absolute path. */
  readFile(path: string, password: string | undefined): Promise<FoundKey>;
}

/** A path as typed, made absolute; `~/` is the home folder. */
export const absolutePath = (path: string): string =>
  resolve(path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : path);

function seedBytes(text: string): Uint8Array {
  const digits = text.trim().replace(/^0x/, "");
  return /^[0-9a-fA-F]{64}$/.test(digits) ? new Uint8Array(Buffer.from(digits, "hex")) : new Uint8Array(0);
}

/** Wrong passwords of a file are counted under its path, so that a file is no place for quick guessing either. */
export function createKeySources({
  attempts,
  cipher,
  crypto,
  env,
}: Pick<KeyParts, "attempts" | "cipher" | "crypto" | "env">): KeySources {
  const readFile: KeySources["readFile"] = async (path, password) => {
    const { bytes } = await readKeyFile(path);
    const variable = btPasswordVariable(path);
    const given = password ?? decodeBtPassword(env[variable] ?? "", variable);
    const plain =
      given === null
        ? await cipher.open(bytes, null, path)
        : await attempts.guard(`file:${path}`, () => cipher.open(bytes, given, path));
    wipe(bytes);
    const content = parseKeyfile(plain ?? new Uint8Array(0), path);
    wipe(plain);
    const found = await secretOfKeyfile(content, path);
    if (found) return found;
    throw new AppError("KEY_FILE_PUBLIC", `The file ${path} holds an address only, no secret.`, {
      hint: "Choose the coldkey or hotkey file itself, or watch the address.",
      field: "path",
    });
  };

  return {
    readFile,
    async read(source) {
      switch (source.kind) {
        case "words": {
          const { path, phrasePassword } = source;
          const secret = await secretFromWords(readWords(source.words), {
            ...(path ? { path } : {}),
            ...(phrasePassword ? { phrasePassword } : {}),
          });
          return { secret, address: addressOf(publicKeyOf(secret.secretKey)), confirmed: false, suggestedName: null };
        }
        case "seed": {
          const seed = seedBytes(source.seed);
          try {
            const secret = secretFromSeed(seed, source.path || undefined);
            return { secret, address: addressOf(publicKeyOf(secret.secretKey)), confirmed: false, suggestedName: null };
          } finally {
            wipe(seed);
          }
        }
        case "polkadotjs": {
          const read = readPolkadotJson(source.json);
          const subject = `json:${read.ok ? read.json.address : "unknown"}`;
          const found = await attempts.guard(subject, () =>
            keyOfPolkadotJson(source.json, source.filePassword, crypto),
          );
          return { ...found, suggestedName: read.ok ? read.json.name : null };
        }
        case "btcli": {
          const given = absolutePath(source.path);
          const isFolder = await stat(given).then(
            (facts) => facts.isDirectory(),
            () => false,
          );
          const path = isFolder ? join(given, "coldkey") : given;
          const found = await readFile(path, source.filePassword);
          const name = basename(path) === "coldkey" ? basename(dirname(path)) : basename(path);
          return { ...found, suggestedName: name };
        }
      }
    },
  };
}
