import { type StreamName, streams } from "#src/contract/index.ts";
import type { SessionCommand } from "../command.ts";
import { formatValue } from "../format-value.ts";
import { UsageError } from "../usage-error.ts";

/** Prints every snapshot of a stream until it is interrupted; with --json one JSON object a line. */
export const watchCommand: SessionCommand = {
  kind: "session",
  path: ["watch"],
  usage: "watch STREAM",
  summary: "Print every snapshot of a stream until Ctrl-C; with --json one object a line",
  details: [`Streams: ${[...streams.keys()].join(", ")}`],
  needsChain: false,
  read({ words, line }) {
    const [name] = words;
    if (name === undefined || words.length > 1 || line.flags.size > 0 || !streams.has(name as StreamName)) {
      throw new UsageError("`watch` takes the name of one stream.", `Streams: ${[...streams.keys()].join(", ")}`);
    }
    return async ({ session, terminal, globals }) => {
      let count = 0;
      const stop = session.on(name as StreamName, (payload, seq) => {
        count += 1;
        terminal.out(globals.json ? JSON.stringify({ stream: name, seq, payload }) : `${formatValue(payload)}\n`);
      });
      await terminal.interrupted();
      stop();
      return { value: { stream: name, snapshots: count }, written: true };
    };
  },
};
