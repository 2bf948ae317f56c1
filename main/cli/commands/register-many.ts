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

/** `8:first,1:second` as subnets and hotkeys. */
function readPairs(text: string): { netuid: number; hotkey: string }[] {
  return text.split(",").map((pair) => {
    const [, netuid = "", hotkey = ""] = /^(\d{1,5}):(.+)$/.exec(pair.trim()) ?? [];
    if (netuid === "") {
      throw new UsageError(
        `"${pair}" is no pair of subnet and hotkey.`,
        "For example --pairs 8:first,8:second,1:third",
        "pairs",
      );
    }
    return { netuid: Number(netuid), hotkey };
  });
}

/** Registers several hotkeys in one transaction, all or none. */
export const registerManyCommand: SessionCommand = {
  kind: "session",
  path: ["register-many"],
  usage: "register-many --pairs NETUID:HOTKEY,… [--wallet NAME] [--yes]",
  summary: "Register several hotkeys in one transaction, all or none",
  needsChain: true,
  read({ line, words }) {
    const typed = readFields(FIELDS, line, words) as { pairs: string; wallet?: string };
    const pairs = readPairs(typed.pairs);
    return async (context) => {
      const { session, terminal } = context;
      const wallet = await pickWallet(session, typed.wallet);
      const items = pairs.map(({ netuid, hotkey }) => ({ netuid, hotkey: pickHotkey(wallet, hotkey) }));
      const plan = await session.call("registration.prepareMany", {
        walletId: wallet.walletId,
        items: items.map(({ netuid, hotkey }) => ({ netuid, hotkeyName: hotkey.name })),
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
