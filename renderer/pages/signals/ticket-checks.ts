import { AppError } from "#src/app-error.ts";
import type { Output } from "#src/contract/index.ts";
import type { MinerView } from "#src/contract/miners.ts";
import type { SignalView } from "#src/contract/signals.ts";
import { parseSignal } from "#src/signals/parse-signal.ts";

export type TradePairView = Output<"signals.pairs">[number];

/** One line of the ticket's live check. A red one blocks sending. */
export interface Check {
  readonly tone: "good" | "warning" | "danger";
  readonly text: string;
}

export interface Ticket {
  readonly miner: MinerView | null;
  readonly pair: TradePairView | null;
  readonly orderType: "LONG" | "SHORT" | "FLAT";
  /** As typed. */
  readonly leverage: string;
  readonly signals: readonly SignalView[];
}

function intakeRule({ pair, orderType, leverage }: Ticket): Check {
  try {
    const parsed = parseSignal({ trade_pair: pair?.id, order_type: orderType, leverage });
    return { tone: "good", text: `Goes out as ${parsed.orderType} with leverage ${parsed.leverage}.` };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const text = error.message.replace(/^improperly formatted signal received\. /, "");
    return { tone: "danger", text: `${text} ${error.hint}` };
  }
}

/** What the intake and the validators would say to this ticket, from the pairs main knows and the intake's own rules. */
export function ticketChecks(ticket: Ticket): readonly Check[] {
  const { miner, pair, orderType, leverage, signals } = ticket;
  const checks: Check[] = [];
  if (!miner) checks.push({ tone: "danger", text: "There is no miner that could send it." });
  else if (miner.state === "running") checks.push({ tone: "good", text: `${miner.name} is running.` });
  else checks.push({ tone: "danger", text: `${miner.name} is not running. Start it first.` });
  if (!pair) return [...checks, { tone: "danger", text: "Choose a pair." }];

  if (pair.blocked) checks.push({ tone: "danger", text: `Validators take no orders for ${pair.name}.` });
  else checks.push({ tone: "good", text: `${pair.name} is open to orders.` });

  checks.push(intakeRule(ticket));
  const size = Math.abs(Number(leverage));
  if (orderType !== "FLAT" && Number.isFinite(size) && leverage.trim() !== "") {
    const bounds = `${pair.minLeverage} to ${pair.maxLeverage}`;
    if (size < pair.minLeverage || size > pair.maxLeverage) {
      checks.push({ tone: "warning", text: `Validators clamp ${pair.category} leverage to ${bounds}.` });
    } else checks.push({ tone: "good", text: `Leverage is within ${bounds}.` });
  }
  const waiting = signals.some(
    ({ tradePair, state }) => tradePair === pair.id && (state === "received" || state === "sending"),
  );
  if (waiting)
    checks.push({ tone: "warning", text: `Another ${pair.name} signal is still on its way; this one goes after it.` });
  if (orderType === "FLAT") checks.push({ tone: "good", text: `FLAT closes the whole ${pair.name} position.` });
  return checks;
}
