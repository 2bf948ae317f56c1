import type { PlanView } from "#src/contract/transactions.ts";
import type { Result } from "#src/result.ts";
import type { CommandContext, CommandResult, SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { formatPairs } from "../format-value.ts";
import { readFields } from "../read-fields.ts";
import { pickHotkey, pickWallet } from "../references.ts";
import { signPlan } from "../sign-plan.ts";
import { unwrap } from "../unwrap.ts";

const NAMED: readonly Field[] = [
  { name: "netuid", flag: "netuid", kind: "number", required: true, choices: [] },
  { name: "wallet", flag: "wallet", kind: "wallet", required: false, choices: [] },
  { name: "hotkey", flag: "hotkey", kind: "text", required: false, choices: [] },
];
const PORT: Field = { name: "port", flag: "port", kind: "number", required: true, choices: [] };
const IP: Field = { name: "ip", flag: "ip", kind: "text", required: true, choices: [] };

interface Typed {
  readonly netuid: number;
  readonly wallet?: string;
  readonly hotkey?: string;
}

async function named(typed: Typed, { session }: CommandContext) {
  const wallet = await pickWallet(session, typed.wallet);
  const { name } = pickHotkey(wallet, typed.hotkey);
  return { netuid: typed.netuid, walletId: wallet.walletId, hotkeyName: name };
}

async function show(typed: Typed, context: CommandContext): Promise<CommandResult> {
  const view = unwrap(await context.session.call("neurons.axon", await named(typed, context)));
  const pairs: [string, string][] = [
    ["hotkey", `${view.hotkeyName} ${view.hotkey}`],
    ["subnet", `${view.netuid}${view.uid === null ? "" : `, UID ${view.uid}`}`],
    ["published", view.record === null || view.record.reset ? "nothing" : view.record.endpoint],
    ["since block", view.record === null ? "–" : String(view.record.publishedAtBlock)],
    ["may change", view.waitBlocks === 0 ? "now" : `in ${view.waitBlocks} blocks`],
  ];
  return { value: view, text: `${formatPairs(pairs)}\n${view.sentence}` };
}

async function publish(typed: Typed, prepared: Result<PlanView>, context: CommandContext): Promise<CommandResult> {
  const transaction = await signPlan(unwrap(prepared), context);
  const shown = await show(typed, context);
  return { value: { ...(shown.value as object), transaction }, text: shown.text ?? "" };
}

/** What the chain says about an axon. */
export const axonShowCommand: SessionCommand = {
  kind: "session",
  path: ["axon", "show"],
  usage: "axon show --netuid N [--wallet NAME] [--hotkey NAME]",
  summary: "Where validators look for a hotkey, and when that may change",
  needsChain: true,
  read({ line, words }) {
    const typed = readFields(NAMED, line, words) as unknown as Typed;
    return (context) => show(typed, context);
  },
};

/** Publishes an axon. */
export const axonSetCommand: SessionCommand = {
  kind: "session",
  path: ["axon", "set"],
  usage: "axon set --netuid N --ip ADDRESS --port N [--wallet NAME] [--hotkey NAME] [--allow-private] [--yes]",
  summary: "Publish where validators reach a hotkey: the address and port as seen from outside",
  details: ["--allow-private   practice network only: take an address that nobody outside can reach"],
  needsChain: true,
  read({ line, words }) {
    const free: Field = { name: "allowPrivate", flag: "allow-private", kind: "boolean", required: false, choices: [] };
    const typed = readFields([...NAMED, IP, PORT, free], line, words) as unknown as Typed & {
      ip: string;
      port: number;
      allowPrivate?: boolean;
    };
    return async (context) => {
      const { ip, port, allowPrivate } = typed;
      const wish = { ...(await named(typed, context)), ip, port, ...(allowPrivate ? { allowPrivate } : {}) };
      return publish(typed, await context.session.call("neurons.prepareAxon", wish), context);
    };
  },
};

/** Takes an axon back. */
export const axonResetCommand: SessionCommand = {
  kind: "session",
  path: ["axon", "reset"],
  usage: "axon reset --netuid N [--wallet NAME] [--hotkey NAME] [--yes]",
  summary: "Publish that nothing listens for a hotkey any more",
  needsChain: true,
  read({ line, words }) {
    const typed = readFields(NAMED, line, words) as unknown as Typed;
    return async (context) =>
      publish(typed, await context.session.call("neurons.prepareAxonReset", await named(typed, context)), context);
  },
};

/** Listens until somebody comes from outside, or five minutes are over. */
export const axonCheckCommand: SessionCommand = {
  kind: "session",
  path: ["axon", "check"],
  usage: "axon check --ip ADDRESS --port N [--listen-port N]",
  summary: "Listen for five minutes and see whether another machine gets through to this one",
  details: ["--listen-port   where this machine listens, if the router forwards to another port"],
  needsChain: false,
  read({ line, words }) {
    const listen: Field = { name: "listenPort", flag: "listen-port", kind: "number", required: false, choices: [] };
    const wish = readFields([IP, PORT, listen], line, words) as unknown as {
      ip: string;
      port: number;
      listenPort?: number;
    };
    return async ({ session, terminal }) => {
      const begun = unwrap(await session.call("neurons.startReach", wish));
      terminal.tell(`${begun.sentence}\n  ${begun.url}\n  ${begun.curl}`);
      let stop: () => void = () => undefined;
      const ended = new Promise<void>((resolve) => {
        stop = session.on("neurons.reachChanged", (view) => {
          if (view.checkId === begun.checkId && view.state !== "listening") resolve();
        });
      });
      await Promise.race([ended, terminal.interrupted()]);
      stop();
      const view = unwrap(await session.call("neurons.stopReach", {}));
      return { value: view, text: view?.sentence ?? "" };
    };
  },
};
