import { keccakP } from "@noble/hashes/sha3.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** STROBE-128's rate. */
const RATE = 166;
const FLAG = { inbound: 1, application: 2, cipher: 4, meta: 16 } as const;

/** A Merlin transcript: what both sides of a Schnorr proof said so far, and the challenges that follow from it. */
export interface Transcript {
  append(label: string, message: Uint8Array): void;
  challenge(label: string, length: number): Uint8Array;
}

const lengthBytes = (length: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, length, true);
  return bytes;
};

/** Begins a transcript of Merlin 1.0, on STROBE 1.0.2 over Keccak-f[1600] (specification at merlin.cool). */
export function createTranscript(label: string): Transcript {
  const words = new Uint32Array(50);
  const state = new Uint8Array(words.buffer);
  let position = 0;
  let begin = 0;

  const permute = (): void => {
    state[position] = (state[position] as number) ^ begin;
    state[position + 1] = (state[position + 1] as number) ^ 0x04;
    state[RATE + 1] = (state[RATE + 1] as number) ^ 0x80;
    keccakP(words);
    position = 0;
    begin = 0;
  };
  const step = (): void => {
    position += 1;
    if (position === RATE) permute();
  };
  const absorb = (bytes: ArrayLike<number>): void => {
    for (let at = 0; at < bytes.length; at += 1) {
      state[position] = (state[position] as number) ^ (bytes[at] as number);
      step();
    }
  };
  const operation = (flags: number): void => {
    const before = begin;
    begin = position + 1;
    absorb([before, flags]);
    if ((flags & FLAG.cipher) !== 0 && position !== 0) permute();
  };
  const name = (text: string, length: number): void => {
    operation(FLAG.meta | FLAG.application);
    absorb(utf8ToBytes(text));
    absorb(lengthBytes(length));
  };

  state.set([1, RATE + 2, 1, 0, 1, 96]);
  state.set(utf8ToBytes("STROBEv1.0.2"), 6);
  keccakP(words);
  operation(FLAG.meta | FLAG.application);
  absorb(utf8ToBytes("Merlin v1.0"));

  const transcript: Transcript = {
    append(text, message) {
      name(text, message.length);
      operation(FLAG.application);
      absorb(message);
    },
    challenge(text, length) {
      name(text, length);
      operation(FLAG.inbound | FLAG.application | FLAG.cipher);
      const out = new Uint8Array(length);
      for (let at = 0; at < length; at += 1) {
        out[at] = state[position] as number;
        state[position] = 0;
        step();
      }
      return out;
    },
  };
  transcript.append("dom-sep", utf8ToBytes(label));
  return transcript;
}
