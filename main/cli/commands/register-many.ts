import { parseTao } from "#src/amount/parse-amount.ts";
import type { SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { readFields } from "../read-fields.ts";
import { pickHotkey, pickWallet } from "../references.ts";
import { signPlan } from "../sign-plan.ts";
import { unwrap } from "../unwrap.ts";
import { UsageError } from "../usage-error.ts";

const FIELDS: readonly Field[] = [
  { name: "pairs", flag: "pairs", kind: "text", required: true, choices: [] },
  { name: "wallet", flag: "wallet", kind: "wallet", required: false, choices: [] },
];

interface Pair {
  readonly netuid: number;
  readonly hotkey: string;
  readonly ceilingRao: string | null;
}

/** `8:first,1:second@0.3` as subnets, hotkeys and price ceilings in τ. Error: `AMOUNT_…` for a ceiling that is no amount. */
function readPairs(text: string): Pair[] {
  return text.split(",").map((pair) => {
    const [, netuid = "", hotkey = "", ceiling] = /^(\d{1,5}):(.+?)(?:@([^@]*))?$/.exec(pair.trim()) ?? [];
    if (netuid === "") {
      throw new UsageError(
        `"${pair}" is no pair of subnet and hotkey.`,
        "For example --pairs 8:first,8:second,1:third@0.3, where 0.3 τ is the most to pay.",
        "pairs",
      );
    }
    const ceilingRao = ceiling === undefined ? null : parseTao(ceiling, { field: "pairs" }).toString();
    return { netuid: Number(netuid), hotkey, ceilingRao };
  });
}

/** Registers several hotkeys in one transaction, all or none. */
export const registerManyCommand: SessionCommand = {
  kind: "session",
  path: ["register-many"],
  usage: "register-many --pairs NETUID:HOTKEY[@CEILING],… [--wallet NAME] [--yes]",
  summary: "Register several hotkeys in one transaction, all or none",
  needsChain: true,
  read({ line, words }) {
    const typed = readFields(FIELDS, line, words) as { pairs: string; wallet?: string };
    const pairs = readPairs(typed.pairs);
    return async (context) => {
      const { session, terminal } = context;
      const wallet = await pickWallet(session, typed.wallet);
      const items = pairs.map(({ hotkey, ...pair }) => ({ ...pair, hotkey: pickHotkey(wallet, hotkey) }));
      const plan = await session.call("registration.prepareMany", {
        walletId: wallet.walletId,
        items: items.map(({ netuid, hotkey, ceilingRao }) => ({
          netuid,
          hotkeyName: hotkey.name,
          ...(ceilingRao === null ? {} : { ceilingRao }),
        })),
      });
      const transaction = await signPlan(unwrap(plan), context);
      terminal.tell(`Final in block ${transaction.block?.number ?? "?"}.`);
      const registered = [];
      for (const { netuid, hotkey } of items) {
        const status = unwrap(await session.call("registration.status", { netuid, hotkey: hotkey.address }));
        registered.push({ netuid, hotkey: hotkey.name, uid: status.uid });
      }
      const lines = registered.map(
        ({ netuid, hotkey, uid }) => `${hotkey} holds UID ${uid ?? "–"} on subnet ${netuid}.`,
      );
      return { value: { registered, transaction }, text: lines.join("\n") };
    };
  },
};
