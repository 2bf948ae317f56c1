import { base64, utf8 } from "@scure/base";

/** The environment variable in which btcli keeps the password of a keyfile (facts C6). */
export const btPasswordVariable = (keyfilePath: string): string =>
  `BT_PW_${keyfilePath.replace(/[/.]/g, "_").toUpperCase()}`;

function xorWithName(bytes: Uint8Array, name: string): Uint8Array {
  const key = utf8.decode(name);
  return bytes.map((byte, at) => byte ^ (key[at % key.length] ?? 0));
}

/** The value btcli writes: base64 of the password XOR the variable's name. It hides nothing from whoever reads it. */
export const encodeBtPassword = (password: string, variable: string): string =>
  base64.encode(xorWithName(utf8.decode(password), variable));

/** The password in such a value; null where it is not one, for example plain text put there by hand. */
export function decodeBtPassword(value: string, variable: string): string | null {
  try {
    const password = utf8.encode(xorWithName(base64.decode(value), variable));
    return /\p{Cc}/u.test(password) || password === "" ? null : password;
  } catch {
    return null;
  }
}
