import type { ApiPromise } from "@polkadot/api";
import { hexToU8a } from "@polkadot/util";
import { hasCapability, storageItem } from "#main/chain/lookup.ts";
import type { ProcessHost } from "#main/miners/process-host.ts";
import type { Clock } from "#main/ports/clock.ts";
import { AppError } from "#src/app-error.ts";
import { INVALID_TEXTS, type InvalidName, UNKNOWN_TEXTS } from "#src/errors/validity-texts.ts";
import type { Fork, ForkJob, ForkOutcome } from "./fork.ts";
import type { CopyLimits, FromCopy, ToCopy } from "./process-messages.ts";

const MIB = 1024 * 1024;
/** How long the process may take to end before it is killed. */
const END_MS = 2_000;

export interface ChopsticksDeps {
  readonly host: ProcessHost;
  readonly entry: URL;
  readonly clock: Clock;
  /** What this machine can still give, in bytes. */
  readonly freeMemoryBytes: () => number;
  readonly limits: CopyLimits;
  /** Less free memory than this, and no copy is begun. */
  readonly neededMiB: number;
}

/** What opening a block writes, by name; what a runtime does not have is left out. Null removes. */
function openingOf(api: ApiPromise, at: ForkJob["at"]): [key: string, value: string | null][] {
  const number = api.registry.createType("u32", at.number + 1).toHex(true);
  const zero = "0x00000000";
  const plain: [name: string, value: string | null][] = [
    ["Number", number],
    ["ParentHash", at.hash],
    ["BlockWeight", null],
    ["BlockSize", null],
    ["AllExtrinsicsLen", null],
    ["ExtrinsicCount", null],
    ["Events", null],
    ["EventCount", null],
    // Phase 0 is "applying extrinsic", with its number.
    ["ExecutionPhase", `0x00${zero.slice(2)}`],
  ];
  const known = plain.filter(([name]) => hasCapability(api, "storage", "System", name));
  return [
    ...known.map(([name, value]): [string, string | null] => [storageItem(api, "System", name).key(), value]),
    [storageItem(api, "System", "BlockHash").key(at.number), at.hash],
    // `:extrinsic_index`
    ["0x3a65787472696e7369635f696e646578", zero],
  ];
}

/** `ApplyExtrinsicResult`. A getter of the kind it is not throws. */
interface Validity {
  readonly isErr: boolean;
  readonly asErr: {
    readonly isInvalid: boolean;
    readonly asInvalid: {
      readonly type: string;
      readonly isCustom?: boolean;
      readonly asCustom?: { toString(): string };
    };
    readonly asUnknown: { readonly type: string };
  };
}

/** Why no block would take it, in a node's words; null where one would. */
function refusalOf(api: ApiPromise, resultHex: string): ForkOutcome["refusal"] {
  const result = api.registry.createType("ApplyExtrinsicResult", hexToU8a(resultHex)) as unknown as Validity;
  if (!result.isErr) return null;
  const error = result.asErr;
  if (!error.isInvalid) {
    const { type } = error.asUnknown;
    return { message: "Unknown Transaction Validity", data: UNKNOWN_TEXTS[type as keyof typeof UNKNOWN_TEXTS] ?? type };
  }
  const { asInvalid } = error;
  const data = asInvalid.isCustom
    ? `Custom error: ${asInvalid.asCustom?.toString()}`
    : (INVALID_TEXTS[asInvalid.type as InvalidName] ?? asInvalid.type);
  return { message: "Invalid Transaction", data };
}

/**
 * Copies the connected chain with its own WebAssembly runtime, in a process that is started for it and ended after it.
 * Errors: `REHEARSAL_MEMORY_LOW`, `REHEARSAL_MEMORY`, `REHEARSAL_NO_RUNTIME`, `REHEARSAL_NODE_REFUSES`,
 * `REHEARSAL_NODE_LOST`, `REHEARSAL_THROTTLED`, `REHEARSAL_STATE_GONE`, `REHEARSAL_RUNTIME_FAILED`,
 * `REHEARSAL_PROCESS_ENDED`.
 */
export function createChopsticksFork(deps: ChopsticksDeps): Fork {
  const { host, entry, clock, limits, neededMiB } = deps;

  function refuseLowMemory(): void {
    const freeMiB = Math.floor(deps.freeMemoryBytes() / MIB);
    if (freeMiB >= neededMiB) return;
    throw new AppError(
      "REHEARSAL_MEMORY_LOW",
      `A copy of this chain needs ${neededMiB} MiB of memory; ${freeMiB} MiB are free.`,
      { hint: "Close other programs, or sign without a rehearsal.", details: { neededMiB, freeMiB } },
    );
  }

  return {
    how: "fork",
    async run({ live, at, extrinsicHex, blockWork, questions, tell, signal }) {
      refuseLowMemory();
      signal.throwIfAborted();
      const child = host.start(entry, { name: "Tausmith rehearsal" });
      const gone = Promise.withResolvers<void>();
      const done = Promise.withResolvers<ForkOutcome>();
      /** What the runtime said when it broke off. */
      let panic: string | null = null;
      let ran: Pick<ForkOutcome, "refusal" | "changes"> | null = null;
      const end = (): void => child.signal("SIGKILL");
      signal.addEventListener("abort", () => done.reject(signal.reason), { once: true });
      child.onExit((code, by) => {
        gone.resolve();
        done.reject(
          new AppError(
            "REHEARSAL_PROCESS_ENDED",
            `The copy's process ended by itself (${by ?? `code ${code ?? "?"}`}).`,
            {
              hint: "It may have had too little memory. Close other programs and try again.",
              details: { code, signal: by },
            },
          ),
        );
      });
      const take = (told: FromCopy): void => {
        if (told.type === "progress") tell({ step: told.step, requests: told.requests, memoryMiB: told.memoryMiB });
        else if (told.type === "failed") {
          const { code, message, details, ...rest } = told.error;
          const reason = code === "REHEARSAL_RUNTIME_FAILED" && panic ? { reason: panic } : {};
          done.reject(new AppError(code, message, { ...rest, details: { ...details, ...reason } }));
        } else if (told.type === "ran") {
          ran = { refusal: refusalOf(live.api, told.resultHex), changes: told.changes };
          const asked = ran.refusal ? [] : questions(ran.changes).map(({ method, data }) => [method, data] as const);
          child.send({ type: "ask", questions: asked } satisfies ToCopy);
        } else if (ran) {
          const { answers, requests, peakMiB } = told;
          done.resolve({ ...ran, answers, blockWork, requests, peakMiB });
        }
      };
      child.onMessage((message) => {
        try {
          take(message as FromCopy);
        } catch (error) {
          done.reject(error);
        }
      });
      child.onOutput((line) => {
        if (line.includes("panicked at")) panic = line.replace(/^.*?panicked at/, "panicked at").slice(0, 200);
      });
      child.send({
        type: "start",
        nodeUrl: live.rpc.url,
        at: { number: at.number, hash: at.hash },
        extrinsicHex,
        blockWork,
        opening: openingOf(live.api, at),
        limits,
      } satisfies ToCopy);
      try {
        return await done.promise;
      } finally {
        end();
        const cancel = clock.after(END_MS, () => gone.resolve());
        await gone.promise;
        cancel();
      }
    },
  };
}
