import { sha256 } from "@noble/hashes/sha2.js";
import { base32nopad } from "@scure/base";

/**
 * Bytes as an endless row of QR frames. The first frames carry the message's blocks one by one; every later frame is
 * the XOR of some blocks, chosen by the frame's number. Any frames in any order will do: about as many as there are
 * blocks, plus a few. A frame is upper-case text (QR's compact alphanumeric mode): `TAU1/` and base32.
 *
 * Frame bytes: message length u32, first 4 bytes of the message's SHA-256, block length u16, frame number u32, block.
 */
const PREFIX = "TAU1/";
const HEADER = 14;

/** Bytes of a block; 200 make a QR code of version 12, which cameras read from a screen with ease. */
export const BLOCK_BYTES = 200;
/** A request with metadata inside still fits; more belongs into a file. */
export const MESSAGE_MAX_BYTES = 1024 * 1024;

/** A small generator of even quality; the same on both sides is all that matters. */
function* numbers(seed: number): Generator<number> {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  for (;;) {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

/** The blocks that frame `number` mixes, ascending. */
function blocksOf(number: number, count: number): number[] {
  if (number < count) return [number];
  const random = numbers(number);
  const next = (below: number): number => Math.floor((random.next().value as number) * below);
  // Few blocks help at the end of the transfer, many at its beginning: half of the frames mix half of the blocks.
  const degree = next(2) === 0 ? 1 + next(Math.min(4, count)) : Math.max(1, Math.ceil(count / 2));
  const chosen = new Set<number>();
  while (chosen.size < degree) chosen.add(next(count));
  return [...chosen].sort((a, b) => a - b);
}

function xorInto(target: Uint8Array, source: Uint8Array): void {
  for (let at = 0; at < target.length; at += 1) target[at] = (target[at] ?? 0) ^ (source[at] ?? 0);
}

/** How many frames carry the blocks themselves; showing twice as many in a circle is plenty. */
export const frameCount = (messageBytes: number, blockBytes = BLOCK_BYTES): number =>
  Math.max(1, Math.ceil(messageBytes / blockBytes));

/** Frame `number` (0, 1, 2 …) of a message. */
export function encodeFrame(message: Uint8Array, number: number, blockBytes = BLOCK_BYTES): string {
  const count = frameCount(message.length, blockBytes);
  const frame = new Uint8Array(HEADER + blockBytes);
  const view = new DataView(frame.buffer);
  view.setUint32(0, message.length);
  frame.set(sha256(message).subarray(0, 4), 4);
  view.setUint16(8, blockBytes);
  view.setUint32(10, number);
  const block = frame.subarray(HEADER);
  for (const index of blocksOf(number, count)) {
    xorInto(block, message.subarray(index * blockBytes, (index + 1) * blockBytes));
  }
  return PREFIX + base32nopad.encode(frame);
}

/** What a collector knows after a frame. */
export interface FrameProgress {
  /** Blocks known so far and in all; both 0 before the first frame. */
  readonly have: number;
  readonly need: number;
  /** The whole message, once its checksum fits. */
  readonly message: Uint8Array | null;
}

export interface FrameCollector {
  /**
   * Takes what a camera read. Anything that is no frame of this message is passed over: `false`.
   * A frame of another message begins anew.
   */
  add(text: string): boolean;
  progress(): FrameProgress;
}

interface Frame {
  readonly length: number;
  readonly check: string;
  readonly blockBytes: number;
  readonly number: number;
  readonly block: Uint8Array;
}

function readFrame(text: string): Frame | null {
  const trimmed = text.trim().toUpperCase();
  if (!trimmed.startsWith(PREFIX)) return null;
  let bytes: Uint8Array;
  try {
    bytes = base32nopad.decode(trimmed.slice(PREFIX.length));
  } catch {
    return null;
  }
  if (bytes.length <= HEADER) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getUint32(0);
  const blockBytes = view.getUint16(8);
  if (length === 0 || length > MESSAGE_MAX_BYTES || blockBytes !== bytes.length - HEADER) return null;
  return {
    length,
    check: bytes.slice(4, 8).join(),
    blockBytes,
    number: view.getUint32(10),
    block: bytes.slice(HEADER),
  };
}

/** One row of the system of equations: which blocks are mixed, and the mixture. */
interface Row {
  readonly blocks: Set<number>;
  readonly sum: Uint8Array;
}

/** Collects frames in any order, with gaps and repetitions, until the message is whole. */
export function createFrameCollector(): FrameCollector {
  let head: Pick<Frame, "length" | "check" | "blockBytes"> | null = null;
  let count = 0;
  let seen = new Set<number>();
  /** Reduced rows by their lowest block. */
  let rows = new Map<number, Row>();
  let message: Uint8Array | null = null;

  const begin = (frame: Frame): void => {
    head = frame;
    count = frameCount(frame.length, frame.blockBytes);
    seen = new Set();
    rows = new Map();
    message = null;
  };

  /** Takes known rows out of a new one; what is left is news, under its lowest block. */
  const learn = (row: Row): void => {
    for (;;) {
      const lowest = Math.min(...row.blocks);
      if (!Number.isFinite(lowest)) return;
      const known = rows.get(lowest);
      if (!known) {
        rows.set(lowest, row);
        return;
      }
      for (const block of known.blocks) if (!row.blocks.delete(block)) row.blocks.add(block);
      xorInto(row.sum, known.sum);
    }
  };

  /** All rows are there: solve from the highest block down and put the message together. */
  const solve = (frame: Frame): void => {
    const out = new Uint8Array(count * frame.blockBytes);
    for (let index = count - 1; index >= 0; index -= 1) {
      const { blocks, sum } = rows.get(index) as Row;
      const block = sum.slice();
      for (const other of blocks) {
        if (other !== index) xorInto(block, out.subarray(other * frame.blockBytes, (other + 1) * frame.blockBytes));
      }
      out.set(block, index * frame.blockBytes);
    }
    const whole = out.slice(0, frame.length);
    if (sha256(whole).slice(0, 4).join() === frame.check) message = whole;
    else begin(frame);
  };

  return {
    add(text) {
      const frame = readFrame(text);
      if (!frame) return false;
      const same = head?.length === frame.length && head.check === frame.check && head.blockBytes === frame.blockBytes;
      if (!same) begin(frame);
      if (message || seen.has(frame.number)) return true;
      seen.add(frame.number);
      learn({ blocks: new Set(blocksOf(frame.number, count)), sum: frame.block });
      if (rows.size === count) solve(frame);
      return true;
    },
    progress: () => ({ have: message ? count : rows.size, need: count, message }),
  };
}
