/** Digits and letters that are not taken for one another. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 8;

/** A short code of one import, such as `K7QD-2M9X`: the old side hands over to that import and no other. 8 random bytes. */
export function readyCode(random: Uint8Array): string {
  const letters = [...random.subarray(0, LENGTH)].map((byte) => ALPHABET[byte & 31]);
  return `${letters.slice(0, 4).join("")}-${letters.slice(4).join("")}`;
}

/** As a person types it: any case, with or without the dash, O for 0, I and L for 1. Null where it is no such code. */
export function parseReadyCode(text: string): string | null {
  const plain = text.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  if (plain.length !== LENGTH || [...plain].some((letter) => !ALPHABET.includes(letter))) return null;
  return `${plain.slice(0, 4)}-${plain.slice(4)}`;
}
