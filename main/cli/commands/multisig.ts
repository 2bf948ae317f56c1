import type { MultisigOperation } from "#src/contract/multisig.ts";
import type { CommandContext, CommandResult, SessionCommand } from "../command.ts";
import { formatTable } from "../format-value.ts";
import { carryOutPlan, DRY_RUN, field, WALLET } from "../orders/carry-out-plan.ts";
import { orderNamed, prepareOrder } from "../orders/prepare-order.ts";
import { readOrder } from "../orders/read-order.ts";
import { readFields } from "../read-fields.ts";
import { pickWallet } from "../references.ts";
import { unwrap } from "../unwrap.ts";
import { UsageError } from "../usage-error.ts";

const THROUGH = field("through", "through", "wallet");
const HASH = field("hash", "hash", "text", true);
const SIGNATORIES = field("signatories", "signatories", "text", true);
const THRESHOLD = field("threshold", "threshold", "number", true);

type Typed = Readonly<Record<string, unknown>>;

const listOf = (text: string): string[] =>
  text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");

const isAddress = (text: string): boolean => /^[1-9A-HJ-NP-Za-km-z]{46,50}$/.test(text);

/** Signatories are addresses, or wallets of this profile by name. */
const signatoriesOf = (typed: Typed, { session }: CommandContext): Promise<string[]> =>
  Promise.all(
    listOf(typed.signatories as string).map(async (one) =>
      isAddress(one) ? one : (await pickWallet(session, one)).address,
    ),
  );

/** The operation of a hash. Error: `USAGE_WRONG` where there is none, or more than one. */
async function operationOf(typed: Typed, { session }: CommandContext): Promise<MultisigOperation> {
  const { operations } = unwrap(await session.call("multisig.list", {}));
  const found = operations.filter(({ callHash }) => callHash.startsWith(typed.hash as string));
  const [one] = found;
  if (one && found.length === 1) return one;
  throw new UsageError(
    found.length === 0 ? "No operation waits under this hash." : "More than one operation waits under this hash.",
    "See `tausmith multisig list`.",
    "hash",
  );
}

const addressCommand: SessionCommand = {
  kind: "session",
  path: ["multisig", "address"],
  usage: "multisig address --signatories A,B,C --threshold N [--name NAME]",
  summary: "The address of a multisig; with --name it is watched from now on",
  details: ["--signatories addresses or wallet names, in any order"],
  needsChain: false,
  read({ line, words }) {
    const typed = readFields([SIGNATORIES, THRESHOLD, field("name", "name", "text")], line, words);
    return async (context): Promise<CommandResult> => {
      const wish = {
        signatories: await signatoriesOf(typed, context),
        threshold: typed.threshold as number,
      };
      if (typed.name !== undefined) {
        const added = unwrap(await context.session.call("multisig.add", { ...wish, name: typed.name as string }));
        return { value: added, text: `${added.name}: ${added.address}` };
      }
      const value = unwrap(await context.session.call("multisig.address", wish));
      return { value, text: value.address };
    };
  },
};

const listCommand: SessionCommand = {
  kind: "session",
  path: ["multisig", "list"],
  usage: "multisig list",
  summary: "Multisigs of this profile and the operations that wait for approvals",
  needsChain: true,
  read({ line, words }) {
    readFields([], line, words);
    return async ({ session }): Promise<CommandResult> => {
      const view = unwrap(await session.call("multisig.list", {}));
      const parts = [
        view.multisigs.length === 0
          ? "No multisigs."
          : formatTable(
              view.multisigs.map(({ name, address, threshold, signatories }) => ({
                name,
                address,
                needed: `${threshold} of ${signatories.length}`,
              })),
            ),
        ...(view.operations.length === 0
          ? []
          : [
              "Waiting for approvals:",
              formatTable(
                view.operations.map((one) => ({
                  hash: one.callHash,
                  multisig: one.address,
                  call: one.title ?? one.call?.method ?? "not known here",
                  approvals: `${one.approvals.length} of ${one.threshold}`,
                  depositRao: one.depositRao,
                })),
              ),
            ]),
      ];
      return { value: view, text: parts.join("\n") };
    };
  },
};

const proposeCommand: SessionCommand = {
  kind: "session",
  path: ["multisig", "propose"],
  usage: "multisig propose ORDER … --wallet MULTISIG --through SIGNATORY [--dry-run] [--yes]",
  summary: "Propose an order to a multisig, with its deposit shown",
  details: [
    "ORDER         stake, unstake, unstake-all, move, swap, transfer-stake or transfer, with its own flags",
    "--wallet      the multisig, by the name it is watched under",
    "--through     the signatory who proposes, and holds the deposit meanwhile",
  ],
  needsChain: true,
  read({ line, words }) {
    const [name, ...rest] = words;
    const order = orderNamed(name);
    const typed = readFields([...order.fields, WALLET, THROUGH, DRY_RUN], line, rest);
    const read = readOrder(order.name, typed);
    return async (context) => {
      const { session } = context;
      const shared = await pickWallet(session, typed.wallet as string | undefined);
      const signatory = await pickWallet(session, typed.through as string | undefined);
      const inner = await prepareOrder(read, shared, context);
      const plan = unwrap(
        await session.call("multisig.prepareVia", { planId: inner.planId, signatoryWalletId: signatory.walletId }),
      );
      return carryOutPlan(plan, typed.dryRun === true, context);
    };
  },
};

function operationCommand(verb: "approve" | "cancel", summary: string): SessionCommand {
  return {
    kind: "session",
    path: ["multisig", verb],
    usage: `multisig ${verb} --hash HASH [--through SIGNATORY] [--dry-run] [--yes]`,
    summary,
    needsChain: true,
    read({ line, words }) {
      const typed = readFields([HASH, THROUGH, DRY_RUN], line, words);
      return async (context) => {
        const { session } = context;
        const { address, callHash, canApprove, canCancel } = await operationOf(typed, context);
        const only = verb === "cancel" ? canCancel : canApprove.length === 1 ? canApprove[0] : null;
        const signatoryWalletId =
          typed.through === undefined && only
            ? only
            : (await pickWallet(session, typed.through as string | undefined)).walletId;
        const wish = { address, callHash, signatoryWalletId };
        const plan = unwrap(
          verb === "approve"
            ? await session.call("multisig.prepareApprove", wish)
            : await session.call("multisig.prepareCancel", wish),
        );
        return carryOutPlan(plan, typed.dryRun === true, context);
      };
    },
  };
}

/** `multisig address|list|propose|approve|cancel`. */
export const multisigCommands: readonly SessionCommand[] = [
  addressCommand,
  listCommand,
  proposeCommand,
  operationCommand("approve", "Approve an operation; the last approval runs the call"),
  operationCommand("cancel", "Cancel an operation that was begun here; the deposit returns"),
];
