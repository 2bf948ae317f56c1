import type { AnnouncementView, ProxyView } from "#src/contract/proxies.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import type { CommandContext, CommandResult, SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { formatTable } from "../format-value.ts";
import { carryOutPlan, DRY_RUN, field, WALLET } from "../orders/carry-out-plan.ts";
import { orderNamed, prepareOrder } from "../orders/prepare-order.ts";
import { readOrder } from "../orders/read-order.ts";
import { readFields } from "../read-fields.ts";
import { pickWallet } from "../references.ts";
import { unwrap } from "../unwrap.ts";
import { UsageError } from "../usage-error.ts";

const DELEGATE = field("delegate", "delegate", "text", true);
const TYPE = field("type", "type", "text");
const DELAY = field("delay", "delay", "number");
const THROUGH = field("through", "through", "wallet");
const HASH = field("hash", "hash", "text", true);

type Typed = Readonly<Record<string, unknown>>;

const isAddress = (text: string): boolean => /^[1-9A-HJ-NP-Za-km-z]{46,50}$/.test(text);

/** A delegate is an address, or a wallet of this profile by name. */
const delegateOf = async (text: string, { session }: CommandContext): Promise<string> =>
  isAddress(text) ? text : (await pickWallet(session, text)).address;

/** A command that prepares one plan and carries it out. */
function planCommand(
  verb: string,
  usage: string,
  summary: string,
  fields: readonly Field[],
  prepare: (typed: Typed, context: CommandContext) => Promise<PlanView>,
  details: readonly string[] = [],
): SessionCommand {
  return {
    kind: "session",
    path: ["proxy", verb],
    usage: `proxy ${verb} ${usage} [--dry-run] [--yes]`,
    summary,
    details: [...details],
    needsChain: true,
    read({ line, words }) {
      const typed = readFields([...fields, DRY_RUN], line, words);
      return async (context) => carryOutPlan(await prepare(typed, context), typed.dryRun === true, context);
    },
  };
}

const right = async (typed: Typed, context: CommandContext) => ({
  walletId: (await pickWallet(context.session, typed.wallet as string | undefined)).walletId,
  delegate: await delegateOf(typed.delegate as string, context),
  type: (typed.type as string | undefined) ?? "Staking",
  delayBlocks: (typed.delay as number | undefined) ?? 0,
});

/** `proxy use` and `proxy announce`: any order, made for one account and signed by another. */
function throughCommand(verb: "use" | "announce", summary: string): SessionCommand {
  return {
    kind: "session",
    path: ["proxy", verb],
    usage: `proxy ${verb} ORDER … --wallet ACCOUNT --through DELEGATE [--type TYPE] [--dry-run] [--yes]`,
    summary,
    details: [
      "ORDER         stake, unstake, unstake-all, move, swap, transfer-stake or transfer, with its own flags",
      "--wallet      the account that is acted for; it may be watched only",
      "--through     the wallet that is its proxy, and signs",
      "--type        the proxy's type; the narrowest that allows the order where left out",
    ],
    needsChain: true,
    read({ line, words }) {
      const [name, ...rest] = words;
      const order = orderNamed(name);
      const typed = readFields([...order.fields, WALLET, THROUGH, TYPE, DRY_RUN], line, rest);
      const read = readOrder(order.name, typed);
      return async (context) => {
        const { session } = context;
        const account = await pickWallet(session, typed.wallet as string | undefined);
        const delegate = await pickWallet(session, typed.through as string | undefined);
        const inner = await prepareOrder(read, account, context);
        const wish = {
          planId: inner.planId,
          delegateWalletId: delegate.walletId,
          ...(typed.type === undefined ? {} : { type: typed.type as string }),
        };
        const plan = unwrap(
          verb === "use"
            ? await session.call("proxies.prepareVia", wish)
            : await session.call("proxies.prepareAnnounce", wish),
        );
        return carryOutPlan(plan, typed.dryRun === true, context);
      };
    },
  };
}

/** The announcement of a hash. Errors: `USAGE_WRONG` where there is none, or more than one. */
async function announcementOf(typed: Typed, { session }: CommandContext): Promise<AnnouncementView> {
  const { announcements } = unwrap(await session.call("proxies.list", {}));
  const found = announcements.filter(({ callHash }) => callHash.startsWith(typed.hash as string));
  const [one] = found;
  if (one && found.length === 1) return one;
  throw new UsageError(
    found.length === 0 ? "No call is announced under this hash." : "More than one call is announced under this hash.",
    "See `tausmith proxy list`.",
    "hash",
  );
}

const rowOf = ({ real, delegate, type, delayBlocks, realPaysFee }: ProxyView) => ({
  for: real,
  delegate,
  type,
  delay: delayBlocks,
  feesPaidBy: realPaysFee ? "the account" : "the delegate",
});

const listCommand: SessionCommand = {
  kind: "session",
  path: ["proxy", "list"],
  usage: "proxy list",
  summary: "Proxies of and for your coldkeys, announced calls, pure accounts and deposits",
  needsChain: true,
  read({ line, words }) {
    readFields([], line, words);
    return async ({ session }): Promise<CommandResult> => {
      const view = unwrap(await session.call("proxies.list", {}));
      const rights = [...view.given, ...view.held.filter(({ realWalletId }) => realWalletId === null)];
      const parts = [
        rights.length === 0 ? "No proxies." : formatTable(rights.map(rowOf)),
        ...(view.announcements.length === 0
          ? []
          : [
              "Announced calls:",
              formatTable(
                view.announcements.map((one) => ({
                  hash: one.callHash,
                  for: one.real,
                  delegate: one.delegate,
                  call: one.title ?? "not known here",
                  runsFrom: one.readyAtBlock,
                  madeHere: one.madeHere ? "yes" : "NO",
                })),
              ),
            ]),
        ...(view.pures.length === 0
          ? []
          : [
              "Pure accounts:",
              formatTable(
                view.pures.map(({ name, address, spawner, type, alive }) => ({
                  name,
                  address,
                  spawner,
                  type,
                  state: alive ? "in use" : "ended",
                })),
              ),
            ]),
        ...(view.deposits.length === 0
          ? []
          : [
              "Deposits:",
              formatTable(
                view.deposits.map(({ address, what, count, amountRao, returns }) => ({
                  address,
                  what,
                  count,
                  amountRao,
                  returns,
                })),
              ),
            ]),
      ];
      return { value: view, text: parts.join("\n") };
    };
  },
};

const typesCommand: SessionCommand = {
  kind: "session",
  path: ["proxy", "types"],
  usage: "proxy types",
  summary: "What each proxy type of the connected chain may do",
  needsChain: true,
  read({ line, words }) {
    readFields([], line, words);
    return async ({ session }): Promise<CommandResult> => {
      const types = unwrap(await session.call("proxies.types", {}));
      const shown = types.filter(({ dead }) => !dead);
      return {
        value: types,
        text: formatTable(shown.map(({ name, width, may, mayNot }) => ({ name, width, may, mayNot }))),
      };
    };
  },
};

/** `proxy list|types|add|remove|use|announce|execute|withdraw|reject|pure|kill|pays`. */
export const proxyCommands: readonly SessionCommand[] = [
  listCommand,
  typesCommand,
  planCommand(
    "add",
    "--delegate SS58|WALLET [--type Staking] [--delay BLOCKS] [--wallet NAME]",
    "Let another account act for a coldkey; shows the deposit",
    [WALLET, DELEGATE, TYPE, DELAY],
    async (typed, context) => unwrap(await context.session.call("proxies.prepareAdd", await right(typed, context))),
    [
      "--type        what it may do, see `proxy types`; Staking where left out",
      "--delay       blocks between announcing and acting; none where left out",
    ],
  ),
  planCommand(
    "remove",
    "--delegate SS58|WALLET [--type Staking] [--delay BLOCKS] [--wallet NAME]",
    "Take a right to act back; the deposit returns",
    [WALLET, DELEGATE, TYPE, DELAY],
    async (typed, context) => unwrap(await context.session.call("proxies.prepareRemove", await right(typed, context))),
  ),
  throughCommand("use", "Carry an order out for an account through its proxy"),
  throughCommand("announce", "Announce an order for a proxy with a delay"),
  planCommand(
    "execute",
    "--hash HASH [--through WALLET]",
    "Run an announced call whose delay is over",
    [HASH, THROUGH],
    async (typed, context) => {
      const { real, delegate, callHash, delegateWalletId } = await announcementOf(typed, context);
      const signer =
        typed.through === undefined && delegateWalletId !== null
          ? delegateWalletId
          : (await pickWallet(context.session, typed.through as string | undefined)).walletId;
      return unwrap(
        await context.session.call("proxies.prepareExecute", { real, delegate, callHash, delegateWalletId: signer }),
      );
    },
  ),
  planCommand("withdraw", "--hash HASH", "Take an own announcement back", [HASH], async (typed, context) => {
    const { real, delegate, callHash } = await announcementOf(typed, context);
    return unwrap(await context.session.call("proxies.prepareWithdraw", { real, delegate, callHash }));
  }),
  planCommand("reject", "--hash HASH", "Reject what a delegate announced for you", [HASH], async (typed, context) => {
    const { real, delegate, callHash } = await announcementOf(typed, context);
    return unwrap(await context.session.call("proxies.prepareReject", { real, delegate, callHash }));
  }),
  planCommand(
    "pure",
    "--name NAME [--type Any] [--delay BLOCKS] [--wallet NAME]",
    "Make a pure account, which is used through its proxy",
    [WALLET, field("name", "name", "text", true), TYPE, DELAY],
    async (typed, context) => {
      const { walletId } = await pickWallet(context.session, typed.wallet as string | undefined);
      return unwrap(
        await context.session.call("proxies.prepareCreatePure", {
          walletId,
          name: typed.name as string,
          ...(typed.type === undefined ? {} : { type: typed.type as string }),
          ...(typed.delay === undefined ? {} : { delayBlocks: typed.delay as number }),
        }),
      );
    },
  ),
  planCommand(
    "kill",
    "--address SS58 --confirm SS58",
    "End an empty pure account for ever; its address is typed twice",
    [field("address", "address", "text", true), field("confirm", "confirm", "text", true)],
    async (typed, context) =>
      unwrap(
        await context.session.call("proxies.prepareKillPure", {
          address: typed.address as string,
          confirmAddress: typed.confirm as string,
        }),
      ),
  ),
  planCommand(
    "pays",
    "--delegate SS58|WALLET [--stop] [--wallet NAME]",
    "Pay the fees of a delegate's proxy calls, or stop that",
    [WALLET, DELEGATE, field("stop", "stop", "boolean")],
    async (typed, context) => {
      const { walletId } = await pickWallet(context.session, typed.wallet as string | undefined);
      const delegate = await delegateOf(typed.delegate as string, context);
      return unwrap(
        await context.session.call("proxies.preparePays", { walletId, delegate, pays: typed.stop !== true }),
      );
    },
  ),
];
