import { randomUUID } from "node:crypto";
import { createDendrite } from "#main/axon/dendrite.ts";
import { loadSr25519 } from "#main/axon/sr25519.ts";
import type { Clock } from "#main/ports/clock.ts";
import { createDispatcher } from "#main/signals/dispatcher.ts";
import { startIntake } from "#main/signals/intake.ts";
import { createKeyCheck, ensureIntakeKey } from "#main/signals/intake-key.ts";
import { openJournal, type SignalSource } from "#main/signals/journal.ts";
import { AppError, toErrorView } from "#src/app-error.ts";
import type { SignalRequest } from "#src/signals/parse-signal.ts";
import { selectTargets } from "#src/signals/targets.ts";
import type { ValidatorRow } from "#src/signals/validator-row.ts";
import type { FromMiner, HotkeySecret, MinerStart, ToMiner } from "./messages.ts";
import { lockSender } from "./sender-lock.ts";

export interface RunningMiner {
  handle(message: Exclude<ToMiner, { type: "start" }>): void;
  /** Stops intake first, then waits `graceMs` for requests under way, closes the journal and wipes the key. */
  stop(graceMs: number): Promise<void>;
}

export interface RuntimeDeps {
  readonly clock: Clock;
  post(message: FromMiner): void;
  /** The journal cannot be written any more. */
  broken(): void;
}

const TELL_EVERY_MS = 50;

/** A hotkey that does not sign for its own address would send orders nobody accepts. */
async function signerOf(hotkey: HotkeySecret): Promise<(message: Uint8Array) => Uint8Array> {
  const crypto = await loadSr25519();
  const probe = new TextEncoder().encode("tausmith key check");
  const sign = (message: Uint8Array): Uint8Array => crypto.sign(hotkey.publicKey, hotkey.secretKey, message);
  try {
    if (crypto.verify(hotkey.publicKey, probe, sign(probe))) return sign;
  } catch {
    // Told below; the library's own text could show parts of the key.
  }
  throw new AppError("MINER_KEY_INVALID", "The hotkey's secret does not belong to its address.", {
    hint: "Restore the hotkey from its words and start the miner again.",
  });
}

/** Everything one signal miner does inside its own process. Throws coded errors when it cannot begin. */
export async function startMiner(start: MinerStart, deps: RuntimeDeps): Promise<RunningMiner> {
  const { clock, post } = deps;
  const sign = await signerOf(start.hotkey);
  const lock = await lockSender(start.sendersDir, start.hotkey.address, clock);
  let keyCheck = createKeyCheck(ensureIntakeKey(start.folder));
  const journal = openJournal(start.folder);
  const dendrite = createDendrite({ key: { address: start.hotkey.address, sign }, clock, newUuid: randomUUID });
  let validators: readonly ValidatorRow[] | null = null;
  let cancelTell: (() => void) | null = null;
  /** It takes nothing new, and whether that it is empty was told. */
  let draining: "no" | "yes" | "told" = "no";

  const note = (level: "info" | "warn" | "error", text: string): void =>
    post({ type: "log", atMs: clock.nowMs(), level, text });

  const sentence = (): string => {
    if (draining !== "no") return "Takes no new signals; those under way come to their end.";
    const where = `Takes signals on 127.0.0.1:${start.intakePort}`;
    if (!validators) return `${where}; keeps them until the subnet's validators are known.`;
    const count = selectTargets(validators, start.network, start.hotkey.address).length;
    const own = start.hotkey.address;
    if (validators.length > 0 && !validators.some((row) => row.hotkey === own)) {
      return `${where}; its hotkey has no UID on subnet ${start.netuid} yet, so validators refuse what it sends.`;
    }
    if (count === 0) return `${where}; no validator has published an axon yet.`;
    return `${where} and sends them to ${count} validator${count === 1 ? "" : "s"}.`;
  };
  const tell = (): void => {
    cancelTell = null;
    const { received, pending } = journal.counts();
    post({ type: "state", sentence: sentence(), received, pending });
    post({ type: "signals" });
    if (draining !== "yes" || pending > 0) return;
    draining = "told";
    post({ type: "drained" });
  };
  const changed = (): void => {
    cancelTell ??= clock.after(TELL_EVERY_MS, tell);
  };

  const dispatcher = createDispatcher({
    journal,
    dendrite,
    clock,
    settings: start.delivery,
    network: start.network,
    ownHotkey: start.hotkey.address,
    changed,
    settled: (uuid, state, text) => {
      note(state === "processed" ? "info" : "warn", `${uuid}: ${text}`);
      post({ type: "settled", uuid, state, text });
    },
    broken: (error) => {
      note("error", `the journal cannot be written: ${error instanceof Error ? error.message : "unknown reason"}`);
      deps.broken();
    },
  });

  const setValidators = (rows: readonly ValidatorRow[]): void => {
    validators = rows;
    dispatcher.setValidators(rows);
    changed();
  };
  const receive = async (signal: SignalRequest, source: SignalSource): Promise<string> => {
    const { uuid } = await dispatcher.accept(randomUUID(), signal, source);
    return uuid;
  };

  let intake: Awaited<ReturnType<typeof startIntake>>;
  try {
    intake = await startIntake({
      port: start.intakePort,
      keyCheck: () => keyCheck,
      receive: (signal) => receive(signal, "intake"),
      warn: (text) => note("warn", text),
    });
  } catch (error) {
    journal.close();
    lock.release();
    throw error;
  }
  dispatcher.recover();
  if (start.validators) setValidators(start.validators);
  post({ type: "ready", intakePort: intake.port });
  tell();

  return {
    handle(message) {
      if (message.type === "validators") setValidators(message.rows);
      if (message.type === "drain" && draining === "no") {
        // The intake ends with the requests it has; only then can "nothing is unsettled" be said.
        void intake.close().then(() => {
          draining = "yes";
          tell();
        });
      }
      if (message.type === "reloadKey") keyCheck = createKeyCheck(ensureIntakeKey(start.folder));
      if (message.type === "send") {
        const { requestId } = message;
        receive(message.signal, "ticket").then(
          (uuid) => post({ type: "sent", requestId, uuid }),
          (error) => post({ type: "refused", requestId, error: toErrorView(error) }),
        );
      }
    },
    async stop(graceMs) {
      await intake.close();
      await dispatcher.stop(graceMs);
      await dendrite.close();
      cancelTell?.();
      tell();
      journal.close();
      lock.release();
      start.hotkey.secretKey.fill(0);
    },
  };
}
