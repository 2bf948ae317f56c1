import { resolve } from "node:path";
import { writeFileAtomic } from "#main/keys/write-file-atomic.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import { type HistoryEntry, historyKind, type RescanView } from "#src/contract/history.ts";
import type { Input } from "#src/contract/index.ts";
import type { SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { formatTable } from "../format-value.ts";
import { readFields } from "../read-fields.ts";
import type { Session } from "../session.ts";
import { unwrap } from "../unwrap.ts";

const field = (name: string, kind: Field["kind"], choices: readonly string[] = []): Field => ({
  name,
  flag: name,
  kind,
  required: false,
  choices,
});
const FIELDS: readonly Field[] = [
  field("limit", "number"),
  field("key", "text"),
  field("netuid", "number"),
  field("kind", "choice", historyKind.options),
  field("csv", "text"),
  field("lots", "boolean"),
  field("rescan", "number"),
  field("archive", "boolean"),
];

type Typed = Input<"history.list"> & { csv?: string; lots?: boolean; rescan?: number; archive?: boolean };

const tao = (rao: string | null): string => (rao === null ? "–" : formatTao(BigInt(rao)));

/** The history as a table for a person. */
export function formatHistory(entries: readonly HistoryEntry[]): string {
  if (entries.length === 0) return "Nothing yet. `tausmith history --rescan 256` looks through recent blocks.";
  return formatTable(
    entries.map((entry) => ({
      at: new Date(entry.atMs).toISOString(),
      block: entry.block?.number ?? null,
      kind: entry.kind,
      what: entry.title,
      state: entry.error ? `${entry.state}: ${entry.error.name}` : entry.state,
      quoted: tao(entry.quoted?.feeRao ?? null),
      fee: tao(entry.feePaidRao),
      change: tao(entry.changeRao),
      id: entry.entryId,
    })),
  );
}

/** Starts looking through blocks and answers when that is over. */
async function rescanned(session: Session, blocks: number, archive: boolean): Promise<RescanView> {
  let settle: (view: RescanView) => void = () => undefined;
  const over = new Promise<RescanView>((resolvePromise) => {
    settle = resolvePromise;
  });
  let started = false;
  const stop = session.on("history.rescanChanged", (view) => {
    if (started && view.state !== "running") settle(view);
  });
  const first = session.call("history.rescan", { blocks, archive });
  started = true;
  try {
    unwrap(await first);
    const now = unwrap(await session.call("history.rescanStatus", {}));
    return now.state === "running" ? await over : now;
  } finally {
    stop();
  }
}

/** Everything sent and seen, as table or CSV. */
export const historyCommand: SessionCommand = {
  kind: "session",
  path: ["history"],
  usage:
    "history [--limit N] [--key SS58] [--netuid N] [--kind KIND] [--rescan BLOCKS [--archive]] [--csv FILE [--lots true]]",
  summary: "Everything sent from here or seen in blocks; as CSV for taxes with --csv",
  details: [
    `Kinds: ${historyKind.options.join(", ")}`,
    "--rescan BLOCKS   look through that many recent blocks first",
    "--archive         ask an archive node for them: an endpoint of the network named archive",
    "--lots true       sales against purchases, first in, first out, instead of transactions",
  ],
  needsChain: true,
  read({ line, words }) {
    const { csv, lots = false, rescan, archive = false, limit, ...filter } = readFields(FIELDS, line, words) as Typed;
    return async ({ session, terminal }) => {
      if (rescan !== undefined) {
        const done = await rescanned(session, rescan, archive);
        terminal.tell(`${done.blocksRead} blocks, ${done.found} found. ${done.message}`);
      }
      if (csv === undefined) {
        const value = unwrap(
          await session.call("history.list", { ...filter, ...(limit === undefined ? {} : { limit }) }),
        );
        return { value, text: formatHistory(value) };
      }
      const what = lots ? "lots" : "transactions";
      const { text, rows } = unwrap(await session.call("history.csv", { what, ...filter }));
      const path = resolve(csv);
      await writeFileAtomic(path, new TextEncoder().encode(text), { exclusive: true });
      return { value: { path, rows, what }, text: `${rows} rows in ${path}.` };
    };
  },
};
