import { wordlist } from "@scure/bip39/wordlists/english.js";

/** The BIP39 English word list, for telling a slip while it is typed. The service checks the words again. */
export const wordList: readonly string[] = wordlist;
