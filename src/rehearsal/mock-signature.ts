/**
 * The signature of a rehearsal, 64 bytes: no key has made it and every real chain refuses it. A copy of a chain that
 * was told to takes it for any account. The form (`deadbeef`, then `cd`) is the one chopsticks knows.
 */
export const MOCK_SIGNATURE: `0x${string}` = `0xdeadbeef${"cd".repeat(60)}`;
