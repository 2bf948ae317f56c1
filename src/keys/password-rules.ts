/** Fewest characters of a new password. */
export const PASSWORD_MIN_LENGTH = 8;
const FEWEST_DIFFERENT = 5;

/** Words people choose first; a password that is one of them, plain or with digits or marks around it, is guessed at once. */
const COMMON = new Set([
  "password",
  "passwort",
  "passphrase",
  "qwerty",
  "qwertyuiop",
  "qwertz",
  "asdfghjkl",
  "letmein",
  "welcome",
  "iloveyou",
  "admin",
  "administrator",
  "football",
  "baseball",
  "dragon",
  "monkey",
  "sunshine",
  "princess",
  "superman",
  "trustno",
  "bitcoin",
  "bittensor",
  "tausmith",
  "opentensor",
  "subtensor",
  "coldkey",
  "hotkey",
  "wallet",
  "default",
  "changeme",
  "secret",
]);

/** All characters ascending or descending by one, as in 12345678 or hgfedcba. */
function isRun(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, at) => code - (codes[at] ?? 0));
  const keyboardZero = steps.slice(0, -1).every((step) => step === 1) && text.endsWith("90");
  return steps.every((step) => step === 1) || steps.every((step) => step === -1) || keyboardZero;
}

/**
 * Why a new password will not do, in one sentence, or null where it will. Length counts most; composition rules are
 * left out because they push people to predictable marks.
 */
export function passwordProblem(password: string, names: readonly string[] = []): string | null {
  const characters = [...password];
  if (characters.length < PASSWORD_MIN_LENGTH) return `It has fewer than ${PASSWORD_MIN_LENGTH} characters.`;
  if (password.trim() !== password) return "It begins or ends with a space, which other wallets cut off.";
  if (new Set(characters).size < FEWEST_DIFFERENT) return "It repeats too few different characters.";
  const lower = password.toLowerCase();
  if (isRun(lower)) return "It is a plain row of characters.";
  const core = lower.replace(/[^\p{L}]+/gu, "");
  if (COMMON.has(core) && lower.length < core.length + 6) return "It is among the passwords that are guessed first.";
  if (names.some((name) => name.length >= 4 && lower === name.toLowerCase())) return "It is the wallet's own name.";
  return null;
}
