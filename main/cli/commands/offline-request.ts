import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { writeFileAtomic } from "#main/keys/write-file-atomic.ts";
import { AppError } from "#src/app-error.ts";
import type { ProcedureName } from "#src/contract/index.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import type { CommandContext, CommandResult, CommandStart, SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { formatPlan } from "../format-plan.ts";
import type { CommandLine } from "../global-flags.ts";
import { ORDERS } from "../orders/order-fields.ts";
import { readOrder } from "../orders/read-order.ts";
import { procedureCommand } from "../procedure-command.ts";
import { readFields } from "../read-fields.ts";
import { pickWallet } from "../references.ts";
import { unwrap } from "../unwrap.ts";
import { UsageError } from "../usage-error.ts";

/** Plans that are no order for stake or TAO, by the word that names them. */
const PLANS: Readonly<Record<string, ProcedureName>> = {
  register: "registration.prepare",
  axon: "neurons.prepareAxon",
  "axon-reset": "neurons.prepareAxonReset",
};

const OWN_FLAGS = ["file", "short"] as const;
const WALLET: Field = { name: "wallet", flag: "wallet", kind: "wallet", required: false, choices: [] };

type MakePlan = (context: CommandContext) => Promise<PlanView>;

/** Reads the words of the operation itself. Errors: `USAGE_WRONG`. */
async function readPlan(start: CommandStart): Promise<MakePlan> {
  const [name, ...words] = start.words;
  const order = ORDERS.find((one) => one.name === name);
  if (order) {
    const typed = readFields([...order.fields, WALLET], start.line, words);
    const read = readOrder(order.name, typed);
    return async ({ session }) => {
      const wallet = await pickWallet(session, typed.wallet as string | undefined);
      const { walletId } = wallet;
      return unwrap(
        read.kind === "transfer"
          ? await session.call("transfers.prepare", { walletId, ...read.input })
          : await session.call("staking.prepare", { walletId, ...read.guard, order: read.order(wallet) }),
      );
    };
  }
  const procedure = PLANS[name ?? ""];
  if (procedure === undefined) {
    const known = [...ORDERS.map((one) => one.name), ...Object.keys(PLANS)].join(", ");
    throw new UsageError("The operation to be signed elsewhere is missing.", `Name one of ${known}.`);
  }
  const run = await procedureCommand(procedure).read({ ...start, words });
  return async (context) => (await run(context)).value as PlanView;
}

/** The same line without this command's own flags. */
function split(line: CommandLine): { rest: CommandLine; file: string | undefined; short: boolean } {
  const flags = new Map(line.flags);
  for (const name of OWN_FLAGS) flags.delete(name);
  const file = line.flags.get("file");
  const short = line.flags.get("short");
  if (file === true || file === "") throw new UsageError("--file needs a path.", undefined, "file");
  if (typeof short === "string") throw new UsageError("--short takes no value.", undefined, "short");
  return { rest: { ...line, flags }, file, short: short === true };
}

/** Prepares an operation and writes the file that another machine signs, in one command. */
export const offlineRequestCommand: SessionCommand = {
  kind: "session",
  path: ["offline", "request"],
  usage: "offline request OPERATION … [--file FILE] [--short]",
  summary: "Prepare an operation and write it as a file for another machine to sign",
  details: [
    `OPERATION     ${[...ORDERS.map(({ name }) => name), ...Object.keys(PLANS)].join(", ")}, with its own flags`,
    "--file        the request's file; named after the call's fingerprint where left out",
    "--short       without the chain's metadata, for a machine that has it from before",
    "For instance: offline request transfer --to ADDRESS --amount 1 --wallet NAME --file request.json",
  ],
  needsChain: true,
  async read(start) {
    const { rest, file, short } = split(start.line);
    const makePlan = await readPlan({ ...start, line: rest });
    return async (context): Promise<CommandResult> => {
      const plan = await makePlan(context);
      const { planId } = plan;
      const path = resolve(file ?? `tausmith-request-${plan.call.fingerprint}.json`);
      // Looked at first: a request for the same call that was given out before would be replaced and its file worthless.
      if (existsSync(path)) {
        await context.session.call("transactions.discard", { planId });
        throw new AppError("OFFLINE_FILE_EXISTS", `There is a file already: ${path}`, {
          hint: "Give another name with --file. The request that may be in it still waits for its signature.",
          field: "file",
        });
      }
      const request = unwrap(await context.session.call("offline.request", { planId, withMetadata: !short }));
      await writeFileAtomic(path, new TextEncoder().encode(request.file), { exclusive: true });
      const { fingerprint, deathBlock } = request;
      const lines = [
        formatPlan(plan),
        `Fingerprint ${fingerprint}: compare it where it is signed.`,
        `Written: ${path}`,
      ];
      return { value: { path, fingerprint, deathBlock, plan }, text: lines.join("\n") };
    };
  },
};
