import { type ProcedureName, procedures } from "#src/contract/index.ts";
import type { Command } from "./command.ts";
import { accountCommands } from "./commands/account.ts";
import { axonCheckCommand, axonResetCommand, axonSetCommand, axonShowCommand } from "./commands/axon.ts";
import { batchCommands } from "./commands/batch.ts";
import { callCommand, callFor } from "./commands/call.ts";
import { feesCommand, feesDepositsCommand, feesListCommand, feesPriceCommand } from "./commands/fees.ts";
import { historyCommand } from "./commands/history.ts";
import { minerRunCommand } from "./commands/miner-run.ts";
import { moveCommands } from "./commands/move.ts";
import { multisigCommands } from "./commands/multisig.ts";
import { networkCapabilitiesCommand, networkCheckCommand, networkListCommand } from "./commands/network.ts";
import { offlineRequestCommand } from "./commands/offline-request.ts";
import { offlineInspectCommand, offlineSignCommand, offlineSubmitCommand } from "./commands/offline-sign.ts";
import { openCommand } from "./commands/open.ts";
import { orderCommands } from "./commands/orders.ts";
import { overviewCommand } from "./commands/overview.ts";
import { planCommands } from "./commands/plan.ts";
import { portfolioCommand } from "./commands/portfolio.ts";
import { practiceServeCommand } from "./commands/practice-serve.ts";
import { proxyCommands } from "./commands/proxy.ts";
import { quoteCommands } from "./commands/quote.ts";
import { registerCommand } from "./commands/register.ts";
import { registerManyCommand } from "./commands/register-many.ts";
import { rehearsalRunCommand } from "./commands/rehearsal-run.ts";
import { serveCommand } from "./commands/serve.ts";
import { subnetsCommand } from "./commands/subnets.ts";
import { walletBackupCommand, walletRestoreCommand } from "./commands/wallet-backup.ts";
import { walletCreateCommand } from "./commands/wallet-create.ts";
import { walletExportCommand } from "./commands/wallet-export.ts";
import { walletImportCommand } from "./commands/wallet-import.ts";
import { walletRemoveCommand } from "./commands/wallet-remove.ts";
import { walletRenameCommand } from "./commands/wallet-rename.ts";
import { walletShowCommand } from "./commands/wallet-show.ts";
import { walletVerifyCommand } from "./commands/wallet-verify.ts";
import { watchCommand } from "./commands/watch.ts";
import { procedureCommand } from "./procedure-command.ts";
import { UsageError } from "./usage-error.ts";

/** Commands made by hand, where several procedures belong together or no app is needed. */
const OWN: readonly Command[] = [
  registerCommand,
  registerManyCommand,
  ...orderCommands,
  ...quoteCommands,
  ...accountCommands,
  ...proxyCommands,
  ...multisigCommands,
  ...batchCommands,
  ...planCommands,
  overviewCommand,
  subnetsCommand,
  networkListCommand,
  networkCheckCommand,
  networkCapabilitiesCommand,
  ...moveCommands,
  axonShowCommand,
  axonSetCommand,
  axonResetCommand,
  axonCheckCommand,
  feesListCommand,
  feesPriceCommand,
  feesDepositsCommand,
  feesCommand,
  historyCommand,
  portfolioCommand,
  rehearsalRunCommand,
  walletCreateCommand,
  walletImportCommand,
  walletExportCommand,
  walletBackupCommand,
  walletRestoreCommand,
  walletRemoveCommand,
  walletRenameCommand,
  walletShowCommand,
  walletVerifyCommand,
  offlineRequestCommand,
  offlineInspectCommand,
  offlineSignCommand,
  offlineSubmitCommand,
  minerRunCommand,
  practiceServeCommand,
  serveCommand,
  openCommand,
  watchCommand,
  callCommand,
];

/** People say the singular. */
export const ALIASES: Readonly<Record<string, string>> = {
  send: "transfer",
  miner: "miners",
  neuron: "neurons",
  signal: "signals",
  subnet: "subnets",
  transaction: "transactions",
  tx: "transactions",
};

const keyOf = (path: readonly string[]): string => path.join(" ");

/** Every command: those made by hand, then one for each other procedure of the contract. */
export function allCommands(): readonly Command[] {
  const own = new Set(OWN.map(({ path }) => keyOf(path)));
  const derived = [...procedures.keys()].map(procedureCommand).filter(({ path }) => !own.has(keyOf(path)));
  return [...OWN, ...derived];
}

/** The command that the words name, and the words after its name. Errors: `USAGE_WRONG`. */
export function findCommand(given: readonly string[]): { command: Command; words: readonly string[] } {
  const [first = "", second = ""] = given;
  const area = ALIASES[first] ?? first;
  if (area === "call") return { command: callFor(given[1]), words: given.slice(1) };
  const fits = (length: number) =>
    OWN.find(({ path }) => path.length === length && keyOf(path) === keyOf([area, second].slice(0, length)));
  // The longer name first: `move` moves stake, and `move export` begins the move of a miner.
  const own = fits(2) ?? fits(1);
  const verb = second.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const name = `${area}.${verb}` as ProcedureName;
  // `history` is a command, and `history list` is a procedure of its area.
  if (own && (own.path.length > 1 || !procedures.has(name)))
    return { command: own, words: given.slice(own.path.length) };
  if (procedures.has(name)) return { command: procedureCommand(name), words: given.slice(2) };
  const verbs = allCommands().flatMap(({ path }) => (path[0] === area ? (path[1] ?? []) : []));
  const known = verbs.length > 0;
  throw new UsageError(
    known && second === ""
      ? `"${area}" needs a command: ${verbs.join(", ")}.`
      : known
        ? `"${area}" has no command "${second}".`
        : `There is no command "${first}".`,
    known ? `See \`tausmith help ${area}\`.` : "See `tausmith help`.",
  );
}
