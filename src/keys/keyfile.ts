import { base58, hex } from "@scure/base";

/** What the plain text of a btcli keyfile says. Hex is decoded; absent and null fields are left out. */
export interface KeyfileContent {
  readonly words?: readonly string[];
  readonly seed?: Uint8Array;
  /** 64 bytes in whichever scalar form the writer used. */
  readonly privateKey?: Uint8Array;
  /** `publicKey` and `accountId`, which must agree. */
  readonly publicKey?: Uint8Array;
  readonly ss58Address?: string;
  /** `cryptoType`: 1 sr25519, 0 ed25519; others are newer kinds. Absent means sr25519. */
  readonly cryptoType?: number;
}

/** Why a keyfile cannot be read. `polkadotjs`: it is an export of polkadot.js, which has a way of its own. */
export type KeyfileProblem = "notJson" | "badField" | "noKey" | "disagrees" | "polkadotjs";

export type KeyfileReading =
  | { readonly ok: true; readonly content: KeyfileContent }
  | { readonly ok: false; readonly problem: KeyfileProblem; readonly field?: string };

const bad = (field: string): KeyfileReading => ({ ok: false, problem: "badField", field });

/** Hex with or without `0x`, of one of the lengths given. */
function fromHex(text: string, ...lengths: number[]): Uint8Array | null {
  const digits = text.startsWith("0x") ? text.slice(2) : text;
  if (!/^[0-9a-fA-F]*$/.test(digits) || !lengths.includes(digits.length / 2)) return null;
  return hex.decode(digits.toLowerCase());
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

/** Bare forms that newer btcli versions accept: 64 or 128 hex digits, or the words alone. */
function readBare(text: string): KeyfileReading {
  const bytes = fromHex(text, 32, 64);
  if (bytes) return { ok: true, content: bytes.length === 32 ? { seed: bytes } : { privateKey: bytes } };
  const words = text.split(/\s+/);
  if ([12, 15, 18, 21, 24].includes(words.length) && words.every((word) => /^[a-z]+$/.test(word))) {
    return { ok: true, content: { words } };
  }
  return { ok: false, problem: "notJson" };
}

/**
 * Reads the decrypted text of a btcli keyfile as all its writers have written it (Python 6 to 9, btwallet 3 to 4.1,
 * SDK 11): facts C2. Never guesses: a field that does not hold what its name says makes the file unreadable.
 */
export function readKeyfile(text: string): KeyfileReading {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{")) return readBare(trimmed);
  let data: Readonly<Record<string, unknown>>;
  try {
    data = JSON.parse(trimmed);
  } catch {
    return { ok: false, problem: "notJson" };
  }
  if ("encoded" in data && "encoding" in data) return { ok: false, problem: "polkadotjs" };

  const given = (name: string): unknown => data[name] ?? undefined;
  const content: { -readonly [K in keyof KeyfileContent]: KeyfileContent[K] } = {};

  const phrase = given("secretPhrase");
  if (phrase !== undefined) {
    if (typeof phrase !== "string" || phrase.trim() === "") return bad("secretPhrase");
    content.words = phrase.trim().split(/\s+/);
  }
  const bytesOf = (name: string, length: number): Uint8Array | null | undefined => {
    const value = given(name);
    if (value === undefined) return undefined;
    return typeof value === "string" ? fromHex(value, length) : null;
  };
  const [seed, privateKey] = [bytesOf("secretSeed", 32), bytesOf("privateKey", 64)];
  const [publicKey, accountId] = [bytesOf("publicKey", 32), bytesOf("accountId", 32)];
  if (seed === null) return bad("secretSeed");
  if (privateKey === null) return bad("privateKey");
  if (publicKey === null) return bad("publicKey");
  if (accountId === null) return bad("accountId");
  if (publicKey && accountId && !sameBytes(publicKey, accountId)) {
    return { ok: false, problem: "disagrees", field: "accountId" };
  }
  // One writer put a space before the name (facts C2).
  const address = given("ss58Address") ?? given(" ss58Address");
  if (address !== undefined && !isAddressText(address)) return bad("ss58Address");
  const type = given("cryptoType");
  const cryptoType = typeof type === "string" && /^\d{1,3}$/.test(type) ? Number(type) : type;
  if (cryptoType !== undefined && !(Number.isInteger(cryptoType) && (cryptoType as number) >= 0))
    return bad("cryptoType");

  if (seed) content.seed = seed;
  if (privateKey) content.privateKey = privateKey;
  const known = publicKey ?? accountId;
  if (known) content.publicKey = known;
  if (address !== undefined) content.ss58Address = address as string;
  if (cryptoType !== undefined) content.cryptoType = cryptoType as number;
  const empty = !content.words && !seed && !privateKey && !known && address === undefined;
  return empty ? { ok: false, problem: "noKey" } : { ok: true, content };
}

function isAddressText(value: unknown): boolean {
  if (typeof value !== "string") return false;
  try {
    return base58.decode(value).length === 35;
  } catch {
    return false;
  }
}

/** The six classic fields, all text, which every version of btcli reads (facts C2, compatibility trap). */
export interface ClassicKeyfile {
  readonly publicKey: Uint8Array;
  readonly ss58Address: string;
  /** 64 bytes in btcli's scalar form; left out of public files. */
  readonly privateKey?: Uint8Array;
  readonly words?: string;
  readonly seed?: Uint8Array;
}

/** One line of JSON with the classic fields only. */
export function writeKeyfile(key: ClassicKeyfile): string {
  const text = (bytes: Uint8Array): string => `0x${hex.encode(bytes)}`;
  return JSON.stringify({
    accountId: text(key.publicKey),
    publicKey: text(key.publicKey),
    ...(key.privateKey ? { privateKey: text(key.privateKey) } : {}),
    ...(key.words === undefined ? {} : { secretPhrase: key.words }),
    ...(key.seed ? { secretSeed: text(key.seed) } : {}),
    ss58Address: key.ss58Address,
  });
}
