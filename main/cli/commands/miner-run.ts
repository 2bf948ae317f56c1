import type { SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { readFields } from "../read-fields.ts";
import { pickMiner } from "../references.ts";
import { unwrap } from "../unwrap.ts";

const FIELDS: readonly Field[] = [{ name: "miner", flag: "miner", kind: "miner", required: true, choices: [] }];

/** Runs a miner in this terminal: the way for a server where nothing else stays open. */
export const minerRunCommand: SessionCommand = {
  kind: "session",
  path: ["miners", "run"],
  usage: "miners run [NAME]",
  summary: "Start a miner and keep it running in this terminal, until Ctrl-C",
  needsChain: true,
  read({ line, words }) {
    const typed = readFields(FIELDS, line, words) as { miner?: string };
    return async ({ session, terminal }) => {
      const { minerId } = await pickMiner(session, typed.miner);
      const ended = terminal.interrupted();
      const started = unwrap(await session.call("miners.start", { minerId }));
      terminal.tell(`${started.name}: ${started.sentence}`);
      const unsubscribe = session.on("miners.changed", (miners) => {
        const own = miners.find((one) => one.minerId === minerId);
        if (own) terminal.tell(`${own.state}: ${own.sentence}`);
      });
      await ended;
      unsubscribe();
      return { value: unwrap(await session.call("miners.stop", { minerId })) };
    };
  },
};
