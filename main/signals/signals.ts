import type { Miners } from "#main/miners/miners.ts";
import type { Clock } from "#main/ports/clock.ts";
import type { Events } from "#main/ports/events.ts";
import { AppError } from "#src/app-error.ts";
import type { Output, ParsedInput } from "#src/contract/index.ts";
import type { SignalDetail, SignalView } from "#src/contract/signals.ts";
import { parseSignal } from "#src/signals/parse-signal.ts";
import { referencePairs } from "#src/signals/trade-pairs.ts";
import { INTAKE_PATH } from "./intake.ts";
import { ensureIntakeKey, writeIntakeKey } from "./intake-key.ts";

export interface SignalsDeps {
  readonly miners: Miners;
  readonly events: Pick<Events, "publish">;
  readonly clock: Clock;
}

export interface Signals {
  /** Newest first; of one miner, or of all. Error: `MINER_UNKNOWN`. */
  list(minerId: string | undefined, limit: number): SignalView[];
  /** Error: `SIGNAL_UNKNOWN`. */
  get(uuid: string): SignalDetail;
  /** Sends by hand, through the intake's own rules. Errors: `SIGNAL_INVALID`, `MINER_UNKNOWN`, `MINER_NOT_RUNNING`. */
  send(input: ParsedInput<"signals.send">): Promise<SignalView>;
  pairs(): Output<"signals.pairs">;
  intake(minerId: string): Output<"signals.intake">;
  intakeKey(minerId: string): { readonly apiKey: string };
  /** Replaces the key; a running intake takes the new one at once. */
  rotateIntakeKey(minerId: string): { readonly apiKey: string };
  stop(): void;
}

const SHOWN = 100;
const PUBLISH_EVERY_MS = 50;
/** Field names of the wire, and those of the contract's ticket. */
const TICKET_FIELDS: Readonly<Record<string, string>> = { trade_pair: "tradePair", order_type: "orderType" };

/** Signals of all miners as the fronts see them, read from the journals. */
export function createSignals({ miners, events, clock }: SignalsDeps): Signals {
  const list = (minerId: string | undefined, limit: number): SignalView[] => {
    if (minerId !== undefined) return miners.journal(minerId).list(limit);
    return miners
      .list()
      .flatMap((miner) => miners.journal(miner.minerId).list(limit))
      .sort((a, b) => b.receivedAtMs - a.receivedAtMs)
      .slice(0, limit);
  };
  const find = (uuid: string): SignalDetail | undefined => {
    for (const { minerId } of miners.list()) {
      const found = miners.journal(minerId).get(uuid);
      if (found) return found;
    }
    return undefined;
  };

  let cancelPublish: (() => void) | null = null;
  const unsubscribe = miners.onSignals(() => {
    cancelPublish ??= clock.after(PUBLISH_EVERY_MS, () => {
      cancelPublish = null;
      events.publish("signals.changed", list(undefined, SHOWN));
    });
  });

  const get = (uuid: string): SignalDetail => {
    const found = find(uuid);
    if (found) return found;
    throw new AppError("SIGNAL_UNKNOWN", "There is no such signal.", {
      hint: "List the signals and use one of their uuids.",
      field: "uuid",
    });
  };

  return {
    list,
    get,
    async send({ minerId, tradePair, orderType, leverage }) {
      let signal: ReturnType<typeof parseSignal>;
      try {
        signal = parseSignal({ trade_pair: tradePair, order_type: orderType, leverage });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const field = TICKET_FIELDS[error.field ?? ""] ?? error.field;
        throw new AppError(error.code, error.message, { hint: error.hint, ...(field ? { field } : {}) });
      }
      const { deliveries: _deliveries, ...view } = get(await miners.send(minerId, signal));
      return view;
    },
    pairs: () =>
      referencePairs.map(({ id, name, category, minLeverage, maxLeverage, blocked }) => ({
        id,
        name,
        category,
        minLeverage,
        maxLeverage,
        blocked,
      })),
    intake(minerId) {
      const { intakePort, state } = miners.view(minerId);
      const url = `http://127.0.0.1:${intakePort}${INTAKE_PATH}`;
      const body = '{"api_key":"YOUR_KEY","trade_pair":"BTCUSD","order_type":"LONG","leverage":0.1}';
      return {
        url,
        port: intakePort,
        listening: state === "running",
        exampleCurl: `curl -sS ${url} -H 'Content-Type: application/json' -d '${body}'`,
      };
    },
    intakeKey: (minerId) => ({ apiKey: ensureIntakeKey(miners.folder(minerId)) }),
    rotateIntakeKey(minerId) {
      const apiKey = writeIntakeKey(miners.folder(minerId));
      miners.reloadKey(minerId);
      return { apiKey };
    },
    stop() {
      unsubscribe();
      cancelPublish?.();
    },
  };
}
