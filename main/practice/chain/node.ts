import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Clock } from "#main/ports/clock.ts";
import type { Context } from "../describe/context.ts";
import { blake256, type Runtime } from "../describe/runtime.ts";
import type { StateView } from "../describe/state-access.ts";
import { type AccountId, Header, type HeaderValue } from "../describe/substrate-types.ts";
import { decodeExtrinsic, type Extrinsic } from "../extrinsic/decode.ts";
import { SLOT_DURATION_MS } from "../pallets/aura.ts";
import { Account, systemEvents } from "../pallets/system/account.ts";
import { BlockHash, ZERO_HASH } from "../pallets/system/storage.ts";
import { Now } from "../pallets/timestamp.ts";
import { fromHex, type Hex, toHex, u64 } from "../scale/primitives.ts";
import { decode, encode } from "../scale/type.ts";
import type { ChainStore } from "../state/chain-store.ts";
import { createOverlay, emptyState, type Overlay } from "../state/overlay.ts";
import { createVersionedState } from "../state/versions.ts";
import { createContext } from "./context.ts";
import { type BlockStart, openBlock } from "./executive.ts";
import { createPool, type Pool } from "./pool.ts";
import { checkValidity } from "./validity.ts";

/** A block as readers see it. */
export interface Block {
  readonly number: number;
  readonly hash: Hex;
  readonly header: HeaderValue;
  readonly extrinsics: readonly Hex[];
}

export interface NodeOptions {
  /** Where the chain is kept; closed with the node. */
  readonly store: ChainStore;
  readonly clock: Pick<Clock, "nowMs">;
  /** The runtime of a spec version. */
  readonly runtimeOf: (specVersion: number) => Runtime;
  readonly firstSpecVersion: number;
  /** Gets all fees. */
  readonly author: AccountId;
  /** Makes each genesis hash another; 16 random bytes. */
  readonly salt: () => Uint8Array;
  /** Writes the accounts and pallets of block 0. */
  readonly genesis: (ctx: Context) => void;
}

/** The practice network's chain: one author, no forks, finality one block behind. */
export interface Node {
  head(): Block;
  finalized(): Block;
  genesisHash(): Hex;
  block(number: number): Block | undefined;
  numberOf(hash: Hex): number | undefined;
  hashOf(number: number): Hex | undefined;
  /** The state after a block, or undefined where it is pruned. */
  state(number: number): StateView | undefined;
  /** The runtime that the state after a block holds. */
  runtimeAt(number: number): Runtime;
  /** A context to read (or to try something) on the state of a block; nothing is kept. */
  readContext(number: number): Context;
  /** What the block after `parent` begins with, on an overlay of its own; nothing is kept. */
  next(parent: Block, atMs?: number): BlockStart;
  decode(bytes: Uint8Array): Extrinsic;
  readonly pool: Pool;
  nextNonce(who: AccountId): number;
  /** Makes the next block at once, with the clock's time unless another is given. */
  seal(atMs?: number): Block;
  /** Work of the network itself for the next block. `done` is told the block, or why it failed. */
  privileged(work: (ctx: Context) => void, done?: (error: unknown, block: Block) => void): void;
  /** Lets the next block bring the next runtime. */
  upgrade(): void;
  /** A text kept beside the chain. */
  note(name: string): string | undefined;
  setNote(name: string, value: string): void;
  /** Calls back after every block; `finalized` is the block that became final with it. */
  onBlock(listener: (head: Block, finalized: Block, runtimeChanged: boolean) => void): () => void;
  close(): void;
}

const CODE_KEY = toHex(utf8ToBytes(":code")).slice(2);
const SALT_KEY = toHex(utf8ToBytes(":practice:salt")).slice(2);
const CODE_TEXT = "tausmith-practice-runtime-";
const AURA_ENGINE: Hex = toHex(utf8ToBytes("aura"));
/** Blocks whose state is kept. */
const STATE_BLOCKS = 1_024;
const PRUNE_EVERY = 16;

const codeOf = (specVersion: number): Uint8Array => utf8ToBytes(CODE_TEXT + specVersion);

/** A commitment to everything written so far; not a Merkle root, which no client checks. */
function stateRoot(parent: Hex, changes: readonly (readonly [string, Uint8Array | undefined])[]): Hex {
  const parts: Uint8Array[] = [fromHex(parent)];
  for (const [key, value] of changes) parts.push(fromHex(key), value ?? new Uint8Array());
  return blake256(concatBytes(...parts));
}

/** Opens the chain that a store holds, making block 0 where there is none. */
export function createNode(options: NodeOptions): Node {
  const { store } = options;
  const versions = createVersionedState();
  const hashes = new Map<number, Hex>();
  const numbers = new Map<Hex, number>();
  const listeners = new Set<(head: Block, finalized: Block, runtimeChanged: boolean) => void>();
  const recent = new Map<number, Block>();
  let head: Block;
  let prunedBelow = 0;
  let queue: { work: (ctx: Context) => void; done?: ((error: unknown, block: Block) => void) | undefined }[] = [];
  let upgradeDue = false;

  const remember = (block: Block): void => {
    hashes.set(block.number, block.hash);
    numbers.set(block.hash, block.number);
    recent.set(block.number, block);
    recent.delete(block.number - 64);
    head = block;
  };

  const commit = (
    header: HeaderValue,
    extrinsics: readonly Hex[],
    changes: [string, Uint8Array | undefined][],
  ): Block => {
    const raw = encode(Header, header);
    const block: Block = { number: header.number, hash: blake256(raw), header, extrinsics };
    versions.apply(block.number, changes);
    let pruned: { key: string; block: number }[] = [];
    if (block.number % PRUNE_EVERY === 0 && block.number > STATE_BLOCKS) {
      prunedBelow = block.number - STATE_BLOCKS;
      pruned = versions.prune(prunedBelow);
    }
    store.commit({ number: block.number, hash: block.hash, header: raw, extrinsics }, changes, pruned);
    remember(block);
    return block;
  };

  const changesOf = (overlay: Overlay): [string, Uint8Array | undefined][] =>
    [...overlay.changes()].sort(([a], [b]) => (a < b ? -1 : 1));

  const makeGenesis = (): void => {
    const overlay = createOverlay(emptyState);
    const runtime = options.runtimeOf(options.firstSpecVersion);
    overlay.set(CODE_KEY, codeOf(options.firstSpecVersion));
    overlay.set(SALT_KEY, options.salt());
    options.genesis(createContext({ runtime, overlay, block: 0, author: options.author, events: [] }));
    const changes = changesOf(overlay);
    commit(
      {
        parent_hash: ZERO_HASH,
        number: 0,
        state_root: stateRoot(ZERO_HASH, changes),
        extrinsics_root: blake256(new Uint8Array()),
        digest: { logs: [] },
      },
      [],
      changes,
    );
  };

  const load = (): void => {
    const known = store.hashes();
    if (known.length === 0) {
      makeGenesis();
      return;
    }
    for (const { number, hash } of known) {
      hashes.set(number, hash);
      numbers.set(hash, number);
    }
    let block = -1;
    let batch: [string, Uint8Array | undefined][] = [];
    for (const change of store.changes()) {
      if (change.block !== block) {
        versions.apply(block, batch);
        block = change.block;
        batch = [];
      }
      batch.push([change.key, change.value]);
    }
    versions.apply(block, batch);
    const newest = (known.at(-1) as { number: number }).number;
    head = read(newest) as Block;
    prunedBelow = Math.max(0, Math.floor(newest / PRUNE_EVERY) * PRUNE_EVERY - STATE_BLOCKS);
  };

  const read = (number: number): Block | undefined => {
    const near = recent.get(number);
    if (near) return near;
    const stored = store.block(number);
    if (!stored) return undefined;
    return { number, hash: stored.hash, header: decode(Header, stored.header), extrinsics: stored.extrinsics };
  };

  const stateAt = (number: number): StateView | undefined =>
    number > head.number || (number < prunedBelow && number !== head.number) ? undefined : versions.at(number);

  const runtimeAt = (number: number): Runtime => {
    const code = versions.at(Math.max(number, prunedBelow)).get(CODE_KEY);
    return options.runtimeOf(Number(new TextDecoder().decode(code).slice(CODE_TEXT.length)));
  };

  const readContext = (number: number, block = number): Context =>
    createContext({
      runtime: runtimeAt(number),
      overlay: createOverlay(versions.at(number)),
      block,
      author: options.author,
      events: [],
    });

  load();

  const pool = createPool({
    validate: (extrinsic) => {
      const ctx = readContext(head.number, head.number + 1);
      // The block it would be in knows its parent's hash.
      BlockHash.put(ctx, head.number, head.hash);
      return checkValidity(ctx, extrinsic, hashes.get(0) as Hex);
    },
  });

  const finalized = (): Block => read(Math.max(0, head.number - 1)) as Block;

  const next = (parent: Block, atMs = options.clock.nowMs()): BlockStart => {
    const overlay = createOverlay(versions.at(parent.number));
    const nowMs = Math.max(atMs, Number(Now.get({ state: overlay })) + 1);
    const slot = BigInt(nowMs) / SLOT_DURATION_MS;
    return {
      runtime: runtimeAt(parent.number),
      overlay,
      number: parent.number + 1,
      parentHash: parent.hash,
      genesisHash: hashes.get(0) as Hex,
      author: options.author,
      nowMs,
      digest: [{ type: "PreRuntime", value: [AURA_ENGINE, encode(u64, slot)] }],
      slot,
    };
  };

  const seal = (atMs?: number): Block => {
    const parent = head;
    const start = next(parent, atMs);
    const { runtime, overlay, number, digest } = start;
    const open = openBlock(start);

    const jobs = queue;
    queue = [];
    const results = jobs.map((job) => {
      try {
        open.privileged(job.work);
        return undefined;
      } catch (error) {
        return error;
      }
    });
    const changesRuntime = upgradeDue;
    if (upgradeDue) {
      upgradeDue = false;
      overlay.set(CODE_KEY, codeOf(runtime.specVersion + 1));
      open.privileged((ctx) => ctx.emit(systemEvents.CodeUpdated()));
    }

    const included = new Set<Hex>();
    const refused: Hex[] = [];
    for (const extrinsic of pool.ready()) {
      const refusal = open.apply(extrinsic);
      if (!refusal) included.add(extrinsic.hash);
      else if (refusal.kind !== "invalid" || !["Future", "ExhaustsResources"].includes(refusal.name)) {
        refused.push(extrinsic.hash);
      }
    }
    open.finish();

    const changes = changesOf(overlay);
    const extrinsics = open.extrinsics.map(toHex);
    const block = commit(
      {
        parent_hash: parent.hash,
        number,
        state_root: stateRoot(parent.header.state_root, changes),
        extrinsics_root: blake256(concatBytes(...open.extrinsics)),
        digest: {
          logs: changesRuntime ? [...digest, { type: "RuntimeEnvironmentUpdated" }] : [...digest],
        },
      },
      extrinsics,
      changes,
    );
    for (const hash of refused) pool.drop(hash);
    pool.blockSealed(block.hash, included);
    const final = finalized();
    pool.blockFinalized(final.hash);
    for (const listener of [...listeners]) listener(block, final, changesRuntime);
    for (const [i, job] of jobs.entries()) job.done?.(results[i], block);
    return block;
  };

  return {
    head: () => head,
    finalized,
    genesisHash: () => hashes.get(0) as Hex,
    block: read,
    numberOf: (hash) => numbers.get(hash),
    hashOf: (number) => hashes.get(number),
    state: stateAt,
    runtimeAt,
    readContext: (number) => readContext(number),
    next,
    decode: (bytes) => decodeExtrinsic(runtimeAt(head.number), bytes),
    pool,
    nextNonce: (who) => pool.nextNonce(who, Account.get({ state: versions.at(head.number) }, who).nonce),
    seal,
    privileged(work, done) {
      queue.push({ work, done });
    },
    upgrade() {
      upgradeDue = true;
    },
    note: store.note,
    setNote: store.setNote,
    onBlock(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => store.close(),
  };
}
