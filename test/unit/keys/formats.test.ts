import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { publicKeyOf } from "#main/keys/key-material.ts";
import { attemptDelayMs, attemptWaitMs } from "#src/keys/attempt-delay.ts";
import { btPasswordVariable, decodeBtPassword, encodeBtPassword } from "#src/keys/bt-password.ts";
import { readKeyfile, writeKeyfile } from "#src/keys/keyfile.ts";
import { readEnvelope, writeNaclEnvelope } from "#src/keys/keyfile-envelope.ts";
import { mayBeSignedRaw, wrapBytes } from "#src/keys/message-form.ts";
import { passwordProblem } from "#src/keys/password-rules.ts";
import { readPolkadotJson } from "#src/keys/polkadot-json.ts";
import { scalarTimesCofactor, scalarWithoutCofactor } from "#src/keys/scalar-form.ts";
import { decodeSecret, encodeSecret } from "#src/keys/secret-record.ts";
import { readWords, suggestWords, wrongWords } from "#src/keys/words.ts";

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.replace(/^0x/, ""), "hex"));
const fixture = (name: string): URL => new URL(`../../fixtures/${name}`, import.meta.url);

const PUBLIC = "0x46ebddef8cd9bb167dc30878d7113b7e168e6f0646beffd77d69d39bad76b47a";
const ADDRESS = "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV";
const PRIVATE =
  "0x05d65584630d16cd4af6d0bec10f34bb504a5dcb62dba2122d49f5a663763d0afd190cce74df356432b410bd64682309d6dedb27c76845daf388557cbac3ca34";
const WORDS = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";

describe("the two scalar forms", () => {
  test("btcli's private key of the development phrase is the Substrate secret without the cofactor", () => {
    const substrate = scalarTimesCofactor(bytes(PRIVATE))!;
    expect(Buffer.from(substrate).toString("hex")).toMatch(/^28b0ae22.{54}51fd190cce.*ca34$/);
    expect(Buffer.from(publicKeyOf(substrate)).toString("hex")).toBe(PUBLIC.slice(2));
    expect(scalarWithoutCofactor(substrate)).toEqual(bytes(PRIVATE));
  });

  test("what cannot be converted is refused", () => {
    expect(scalarWithoutCofactor(bytes(PRIVATE))).toBeNull();
    expect(scalarTimesCofactor(new Uint8Array(64).fill(255))).toBeNull();
    expect(scalarTimesCofactor(new Uint8Array(63))).toBeNull();
  });
});

describe("keyfile JSON", () => {
  const whole = {
    accountId: PUBLIC,
    publicKey: PUBLIC,
    privateKey: PRIVATE,
    secretPhrase: WORDS,
    ss58Address: ADDRESS,
  };

  test("what is written has the classic fields only and reads back", () => {
    const text = writeKeyfile({
      publicKey: bytes(PUBLIC),
      ss58Address: ADDRESS,
      privateKey: bytes(PRIVATE),
      words: WORDS,
    });
    expect(JSON.parse(text)).toEqual(whole);
    expect(readKeyfile(text)).toMatchObject({ ok: true, content: { words: WORDS.split(" "), ss58Address: ADDRESS } });
  });

  test.each([
    ["nulls of the Python writers", { ...whole, secretSeed: null }],
    ["a numeric cryptoType", { ...whole, cryptoType: 1 }],
    ["a cryptoType as text", { ...whole, cryptoType: "1" }],
    ["a space before the address's name", { publicKey: PUBLIC, " ss58Address": ADDRESS }],
    ["fields of later versions", { ...whole, accountType: "standard", signingScheme: "sr25519" }],
  ])("reads %s", (_, data) => {
    expect(readKeyfile(JSON.stringify(data))).toMatchObject({ ok: true });
  });

  test.each([
    ["not JSON", "{", "notJson"],
    ["other text", "hello", "notJson"],
    ["an empty object", "{}", "noKey"],
    ["two public keys", JSON.stringify({ ...whole, accountId: PUBLIC.replace("46", "47") }), "disagrees"],
    ["a short private key", JSON.stringify({ ...whole, privateKey: "0x00" }), "badField"],
    ["a number where text belongs", JSON.stringify({ ...whole, secretPhrase: 7 }), "badField"],
    ["a broken address", JSON.stringify({ ...whole, ss58Address: "5Dfh" }), "badField"],
    ["a negative cryptoType", JSON.stringify({ ...whole, cryptoType: -1 }), "badField"],
    ["a polkadot.js export", JSON.stringify({ encoded: "", encoding: {} }), "polkadotjs"],
  ])("refuses %s", (_, text, problem) => {
    expect(readKeyfile(text)).toMatchObject({ ok: false, problem });
  });

  test("reads the bare forms", () => {
    expect(readKeyfile(PRIVATE)).toMatchObject({ ok: true, content: { privateKey: bytes(PRIVATE) } });
    expect(readKeyfile(PUBLIC.slice(2))).toMatchObject({ ok: true, content: { seed: bytes(PUBLIC) } });
    expect(readKeyfile(`${WORDS}\n`)).toMatchObject({ ok: true, content: { words: WORDS.split(" ") } });
  });
});

describe("keyfile envelopes", () => {
  test("are told apart by how they begin", () => {
    expect(readEnvelope(readFileSync(fixture("btcli/alpha/coldkey"))).kind).toBe("nacl");
    expect(readEnvelope(readFileSync(fixture("btcli/fernet-hotkey"))).kind).toBe("fernet");
    expect(readEnvelope(readFileSync(fixture("btcli/ansible-hotkey"))).kind).toBe("ansible");
    expect(readEnvelope(readFileSync(fixture("btcli/alpha/hotkeys/miner"))).kind).toBe("plain");
  });

  test("cut short they are damaged, never something else", () => {
    for (const name of ["btcli/alpha/coldkey", "btcli/fernet-hotkey", "btcli/ansible-hotkey"]) {
      const whole = new Uint8Array(readFileSync(fixture(name)));
      expect(readEnvelope(whole.slice(0, 26)).kind).toBe("damaged");
      // The end of a $NACL file is told by its tag only.
      expect(readEnvelope(whole.slice(0, -6)).kind).toBe(name.endsWith("coldkey") ? "nacl" : "damaged");
    }
  });

  test("$NACL: mark, nonce, box", () => {
    const file = writeNaclEnvelope(new Uint8Array(24).fill(1), new Uint8Array(20).fill(2));
    expect(Buffer.from(file.slice(0, 5)).toString()).toBe("$NACL");
    expect(readEnvelope(file)).toEqual({
      kind: "nacl",
      nonce: new Uint8Array(24).fill(1),
      box: new Uint8Array(20).fill(2),
    });
  });
});

describe("polkadot.js exports", () => {
  const json = JSON.parse(readFileSync(fixture("polkadotjs-scrypt.json"), "utf8"));
  test("with and without scrypt", () => {
    const read = readPolkadotJson(JSON.stringify(json));
    expect(read).toMatchObject({ ok: true, json: { name: "Old account", scrypt: { n: 131_072, p: 1, r: 8 } } });
    expect(readPolkadotJson(readFileSync(fixture("polkadotjs-plain-key.json"), "utf8"))).toMatchObject({
      ok: true,
      json: { scrypt: null },
    });
  });

  test.each([
    ["other text", "x", "notExport"],
    ["a batch", JSON.stringify({ accounts: [], encoded: "" }), "batch"],
    ["an old version", JSON.stringify({ ...json, encoding: { ...json.encoding, version: "2" } }), "version"],
    [
      "another cryptography",
      JSON.stringify({ ...json, encoding: { ...json.encoding, content: ["pkcs8", "ed25519"] } }),
      "ethereumOrOther",
    ],
    ["no encryption", JSON.stringify({ ...json, encoding: { ...json.encoding, type: ["none"] } }), "plain"],
    ["broken base64", JSON.stringify({ ...json, encoded: "***" }), "damaged"],
    ["a short body", JSON.stringify({ ...json, encoded: "AAAA" }), "damaged"],
  ])("refuses %s", (_, text, problem) => {
    expect(readPolkadotJson(text)).toEqual({ ok: false, problem });
  });

  test("refuses scrypt costs that would stop the machine", () => {
    const encoded = Buffer.from(json.encoded, "base64");
    encoded.writeUInt32LE(2 ** 20, 32);
    expect(readPolkadotJson(JSON.stringify({ ...json, encoded: encoded.toString("base64") }))).toEqual({
      ok: false,
      problem: "scryptCost",
    });
  });
});

describe("passwords in btcli's environment variables", () => {
  const path = "/home/u/.bittensor/wallets/w/coldkey";
  test("the published vector", () => {
    const variable = btPasswordVariable(path);
    expect(variable).toBe("BT_PW__HOME_U__BITTENSOR_WALLETS_W_COLDKEY");
    expect(encodeBtPassword("testing-password-1", variable)).toBe("NjEsJD4xOGU/LDYsIjAtJmRl");
    expect(decodeBtPassword("NjEsJD4xOGU/LDYsIjAtJmRl", variable)).toBe("testing-password-1");
  });
  test("plain text put there by hand is not taken for a password", () => {
    expect(decodeBtPassword("testing-password-1", btPasswordVariable(path))).toBeNull();
    expect(decodeBtPassword("", btPasswordVariable(path))).toBeNull();
  });
});

describe("words as people paste them", () => {
  test.each([
    ["  Bottom\n drive,obey   lake "],
    ["1. bottom 2. drive 3. obey 4. lake"],
    ["2) drive\n1) bottom\n4) lake\n3) obey"],
    ["1-bottom 2-drive 3-obey 4-lake"],
  ])("%j", (text) => {
    expect(readWords(text)).toEqual(["bottom", "drive", "obey", "lake"]);
  });
  test("a slip is pointed at with what may have been meant", () => {
    const list = ["abandon", "ability", "obey", "object", "drive"];
    expect(wrongWords(["obey", "drvie"], list)).toEqual([{ index: 1, word: "drvie", suggestions: ["drive"] }]);
    expect(suggestWords("abilty", list)[0]).toBe("ability");
  });
});

describe("password rules", () => {
  test.each([
    ["short", "fewer than 8"],
    ["aaaaaaaa", "different"],
    ["12345678", "row"],
    ["Password1!", "guessed first"],
    ["bittensor2024", "guessed first"],
    [" long enough ", "space"],
    ["mywallet9", "own name"],
  ])("%s is refused", (password, text) => {
    expect(passwordProblem(password, ["mywallet9"])).toContain(text);
  });
  test.each(["correct horse staple", "Tr0ub4dor&3", "ünïcödé-wörds", "testing-password-1"])("%s passes", (password) => {
    expect(passwordProblem(password)).toBeNull();
  });
});

describe("the wait after wrong passwords", () => {
  test("five free, then doubling from one second to thirty", () => {
    expect([0, 4, 5, 6, 7, 8, 9, 10, 11, 99].map(attemptDelayMs)).toEqual([
      0, 0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
    ]);
    expect(attemptWaitMs(5, 10_000, 10_400)).toBe(600);
    expect(attemptWaitMs(5, 10_000, 11_000)).toBe(0);
    // A clock set back by an hour.
    expect(attemptWaitMs(5, 10_000_000, 0)).toBe(1_000);
  });
});

describe("messages", () => {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  test("the wrapping", () => {
    expect(new TextDecoder().decode(wrapBytes(text("hi")))).toBe("<Bytes>hi</Bytes>");
  });
  test("plain text may be signed raw; anything that may be a transaction may not", () => {
    expect(mayBeSignedRaw(text("I own this.\nReally: 100%"))).toBe(true);
    expect(mayBeSignedRaw(text("ünï"))).toBe(true);
    expect(mayBeSignedRaw(text("a".repeat(32)))).toBe(false);
    expect(mayBeSignedRaw(text("with\u0000zero"))).toBe(false);
    expect(mayBeSignedRaw(Uint8Array.from([0xff, 0xfe, 0x41]))).toBe(false);
    expect(mayBeSignedRaw(new Uint8Array(0))).toBe(false);
  });
});

describe("the secret record", () => {
  const secretKey = Uint8Array.from({ length: 64 }, (_, at) => at);
  const seed = new Uint8Array(32).fill(7);
  const words = new TextEncoder().encode(WORDS);
  test.each([
    [{ secretKey }],
    [{ secretKey, seed }],
    [{ secretKey, words, path: "//a" }],
    [{ secretKey, seed, words }],
  ])("reads back what was written (%#)", (secret) => {
    expect(decodeSecret(encodeSecret(secret))).toEqual(secret);
  });
  test("refuses every shortened or lengthened record", () => {
    const record = encodeSecret({ secretKey, seed, words, path: "//a" });
    for (let length = 0; length < record.length; length += 1) expect(decodeSecret(record.slice(0, length))).toBeNull();
    expect(decodeSecret(Uint8Array.from([...record, 0]))).toBeNull();
  });
});
