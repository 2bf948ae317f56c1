import type { SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { formatRehearsal } from "../format-rehearsal.ts";
import { readFields } from "../read-fields.ts";
import { rehearsePlan } from "../rehearse-plan.ts";
import { unwrap } from "../unwrap.ts";
import { UsageError } from "../usage-error.ts";

const FIELDS: readonly Field[] = [
  { name: "planId", flag: "plan-id", kind: "text", required: true, choices: [] },
  { name: "blockWork", flag: "block-work", kind: "boolean", required: false, choices: [] },
  { name: "timeout", flag: "timeout", kind: "number", required: false, choices: [] },
];

const LEAST_S = 1;
const MOST_S = 1_800;

/** Rehearses a plan that the running app has prepared. */
export const rehearsalRunCommand: SessionCommand = {
  kind: "session",
  path: ["rehearsal", "run"],
  usage: "rehearsal run --plan-id ID [--block-work] [--timeout SECONDS]",
  summary: "Run a prepared plan on a private copy of the chain; nothing is signed or sent",
  details: [
    "--block-work  do the block's own work (emission) first; thousands of questions to the node on a large chain",
    "--timeout     how long it may take; 300 seconds where left out",
    "Commands that sign rehearse first with --rehearse.",
  ],
  needsChain: true,
  read({ line, words }) {
    const typed = readFields(FIELDS, line, words) as { planId: string; blockWork?: boolean; timeout?: number };
    const { planId, blockWork = false, timeout = 300 } = typed;
    if (timeout < LEAST_S || timeout > MOST_S) {
      throw new UsageError(`--timeout is from ${LEAST_S} to ${MOST_S} seconds.`, undefined, "timeout");
    }
    return async (context) => {
      const result = unwrap(await rehearsePlan({ planId }, context, { blockWork, timeoutMs: timeout * 1_000 }));
      return { value: result, text: formatRehearsal(result) };
    };
  },
};
