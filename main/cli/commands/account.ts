import { formatAlpha, formatTao } from "#src/amount/format-amount.ts";
import { parseAlpha } from "#src/amount/parse-amount.ts";
import { IDENTITY_FIELDS } from "#src/identity/identity-fields.ts";
import { count } from "#src/words/count.ts";
import type { CommandContext, CommandResult, SessionCommand } from "../command.ts";
import { type Field, kebab } from "../fields.ts";
import { formatPairs } from "../format-value.ts";
import { hotkeyOf, numberField, planCommand, textField } from "../plan-command.ts";
import { readFields, type TypedInput } from "../read-fields.ts";
import { pickWallet } from "../references.ts";
import { unwrap } from "../unwrap.ts";
import { UsageError } from "../usage-error.ts";

const HOTKEY = textField("hotkey");
const NETUID = numberField("netuid");
const PERCENT = textField("percent", "percent", true);
const WALLET: Field = { name: "wallet", flag: "wallet", kind: "wallet", required: false, choices: [] };
const KEEP: Field = { name: "keepStake", flag: "keep-stake", kind: "boolean", required: false, choices: [] };

/** A command that shows what one procedure tells about a wallet. */
function showCommand(
  path: readonly [string, string],
  summary: string,
  show: (walletId: string, context: CommandContext) => Promise<CommandResult>,
): SessionCommand {
  return {
    kind: "session",
    path,
    usage: `${path.join(" ")} [--wallet NAME]`,
    summary,
    needsChain: true,
    read({ line, words }) {
      const typed = readFields([WALLET], line, words);
      return async (context) =>
        show((await pickWallet(context.session, typed.wallet as string | undefined)).walletId, context);
    },
  };
}

const when = (block: number): string => (block === 0 ? "now" : `from block ${count(block)} on`);

/** `ADDRESS=PERCENT,ADDRESS=PERCENT`, or `none`. Error: `USAGE_WRONG`. */
function readChildren(text: unknown): { hotkey: string; percent: string }[] {
  if (text === "none") return [];
  return String(text)
    .split(",")
    .map((one) => {
      const [hotkey = "", percent = ""] = one.split("=").map((part) => part.trim());
      if (hotkey !== "" && percent !== "") return { hotkey, percent };
      throw new UsageError(
        `"${one}" is no child with its share.`,
        "Write --children ADDRESS=PERCENT,ADDRESS=PERCENT, or --children none.",
        "children",
      );
    });
}

/** `8,1` as subnets. Error: `USAGE_WRONG`. */
function readNetuids(text: unknown): number[] {
  const netuids = String(text)
    .split(",")
    .map((part) => Number(part.trim()));
  if (netuids.every((netuid) => Number.isInteger(netuid) && netuid >= 0)) return netuids;
  throw new UsageError(`"${String(text)}" names no subnets.`, "Write their numbers, such as --netuids 1,8.", "netuids");
}

async function showDelegation(walletId: string, { session }: CommandContext): Promise<CommandResult> {
  const view = unwrap(await session.call("delegation.view", { walletId }));
  const lines = view.hotkeys.flatMap((hotkey) => [
    `${hotkey.name}  ${hotkey.hotkey}  take ${hotkey.take.percent} %${hotkey.owner === "own" ? "" : `  (owner on the chain: ${hotkey.owner})`}`,
    ...hotkey.subnets.flatMap((subnet) => [
      `  subnet ${subnet.netuid}: UID ${subnet.uid ?? "–"}, take as a child ${subnet.childkeyTake.percent} %`,
      ...subnet.children.map((child) => `    child ${child.hotkey} ${child.percent} %`),
      ...(subnet.pending ? [`    waiting, from the first epoch after block ${count(subnet.pending.fromBlock)}:`] : []),
      ...(subnet.pending?.children ?? []).map((child) => `      child ${child.hotkey} ${child.percent} %`),
      ...subnet.parents.map((parent) => `    parent ${parent.hotkey} ${parent.percent} %`),
    ]),
  ]);
  return { value: view, text: [...lines, `A take may rise ${when(view.takeRiseAtBlock)}.`].join("\n") };
}

async function showRewards(walletId: string, { session }: CommandContext): Promise<CommandResult> {
  const view = unwrap(await session.call("staking.rewards", { walletId }));
  const lines = [
    ...(view.claims ?? []).map(
      (claim) =>
        `subnet ${claim.netuid} behind ${claim.hotkey}: ${formatAlpha(BigInt(claim.owedAlphaRao))}, worth ${formatTao(BigInt(claim.worthRao))}${claim.claimable ? "" : ` (below ${formatAlpha(BigInt(claim.thresholdAlphaRao))})`}`,
    ),
    ...(view.claims === null ? ["This network does not tell what there is to claim."] : []),
    ...(view.claims?.length === 0 ? ["Nothing to claim."] : []),
    ...(view.claimType ? [`Claims: ${view.claimType.type} ${view.claimType.netuids.join(", ")}`.trim()] : []),
    ...view.autoStake.map((one) => `Mining rewards of subnet ${one.netuid} go to ${one.hotkey}`),
  ];
  return { value: view, text: lines.join("\n") };
}

async function showSwaps(walletId: string, { session }: CommandContext): Promise<CommandResult> {
  const view = unwrap(await session.call("swaps.view", { walletId }));
  const { announcement: announced, costs } = view;
  const pairs: [string, string][] = [
    [
      "hotkey swap",
      `${formatTao(BigInt(costs.hotkeyEverywhereRao))} everywhere, ${formatTao(BigInt(costs.hotkeyOnSubnetRao))} on one subnet; ${when(view.hotkeySwapAtBlock)}`,
    ],
    [
      "announcement",
      announced === null
        ? `none; one costs ${formatTao(BigInt(costs.announcementRao))}`
        : announced.known
          ? `to ${announced.newColdkey}`
          : `NOT MADE HERE, hash ${announced.newColdkeyHash}`,
    ],
    ...(announced === null
      ? []
      : ([
          ["carry out", when(announced.executeAtBlock)],
          ["take back", when(announced.clearableAtBlock)],
          ["disputed", announced.disputed ? "yes: the account is frozen" : "no"],
        ] as [string, string][])),
  ];
  return { value: view, text: formatPairs(pairs) };
}

async function showIdentity(typed: TypedInput, context: CommandContext): Promise<CommandResult> {
  const { session } = context;
  const address =
    (typed.address as string | undefined) ?? (await pickWallet(session, typed.wallet as string | undefined)).address;
  const view = unwrap(await session.call("identity.get", { address }));
  const { identity } = view;
  if (identity === null) return { value: view, text: `${address} has no identity.` };
  const pairs = IDENTITY_FIELDS.filter((field) => identity[field] !== "").map((field): [string, string] => [
    field,
    identity[field],
  ]);
  return { value: view, text: formatPairs(pairs) };
}

/** Identity, takes and children, rewards, and swapped keys: what a coldkey arranges beside money. */
export const accountCommands: readonly SessionCommand[] = [
  {
    kind: "session",
    path: ["identity", "show"],
    usage: "identity show [--address SS58 | --wallet NAME]",
    summary: "Who stands behind a coldkey, as the chain tells it",
    needsChain: true,
    read({ line, words }) {
      const typed = readFields([WALLET, textField("address")], line, words);
      return (context) => showIdentity(typed, context);
    },
  },
  planCommand({
    path: ["identity", "set"],
    usage: IDENTITY_FIELDS.map((field) => `[--${kebab(field)} TEXT]`).join(" "),
    summary: "Set a coldkey's identity; fields left out keep what the chain has",
    fields: IDENTITY_FIELDS.map((field) => textField(kebab(field), field)),
    async prepare(typed, { walletId, address }, { session }) {
      const { identity } = unwrap(await session.call("identity.get", { address }));
      const given = IDENTITY_FIELDS.flatMap((field) => (typed[field] === undefined ? [] : [[field, typed[field]]]));
      return session.call("identity.prepare", { walletId, ...identity, ...Object.fromEntries(given) });
    },
  }),
  showCommand(["delegation", "show"], "Takes, children and parents of a wallet's hotkeys", showDelegation),
  planCommand({
    path: ["delegation", "take"],
    usage: "--percent P [--hotkey NAME|SS58]",
    summary: "Change what a hotkey keeps of its delegators' dividends",
    fields: [HOTKEY, PERCENT],
    prepare: (typed, wallet, { session }) =>
      session.call("delegation.prepareTake", {
        walletId: wallet.walletId,
        hotkey: hotkeyOf(wallet, typed.hotkey),
        percent: String(typed.percent),
      }),
  }),
  planCommand({
    path: ["delegation", "childkey-take"],
    usage: "--netuid N --percent P [--hotkey NAME|SS58]",
    summary: "Change what a hotkey keeps as a child of others on a subnet",
    fields: [HOTKEY, NETUID, PERCENT],
    prepare: (typed, wallet, { session }) =>
      session.call("delegation.prepareChildkeyTake", {
        walletId: wallet.walletId,
        hotkey: hotkeyOf(wallet, typed.hotkey),
        netuid: typed.netuid as number,
        percent: String(typed.percent),
      }),
  }),
  planCommand({
    path: ["delegation", "children"],
    usage: "--netuid N --children SS58=PERCENT,… [--hotkey NAME|SS58]",
    summary: "Set the children of a hotkey on a subnet, or take them all away with --children none",
    fields: [HOTKEY, NETUID, textField("children", "children", true)],
    prepare: (typed, wallet, { session }) =>
      session.call("delegation.prepareChildren", {
        walletId: wallet.walletId,
        hotkey: hotkeyOf(wallet, typed.hotkey),
        netuid: typed.netuid as number,
        children: readChildren(typed.children),
      }),
  }),
  planCommand({
    path: ["delegation", "associate"],
    usage: "[--hotkey NAME|SS58]",
    summary: "Tie a hotkey without owner to its coldkey on the chain",
    fields: [HOTKEY],
    prepare: (typed, wallet, { session }) =>
      session.call("delegation.prepareAssociate", {
        walletId: wallet.walletId,
        hotkey: hotkeyOf(wallet, typed.hotkey),
      }),
  }),
  showCommand(["rewards", "show"], "Root dividends to claim, what claims do, where mining rewards go", showRewards),
  planCommand({
    path: ["rewards", "claim"],
    usage: "--netuids 1,8",
    summary: "Claim root dividends of one to five subnets",
    fields: [textField("netuids", "netuids", true)],
    prepare: (typed, { walletId }, { session }) =>
      session.call("staking.prepareClaimRoot", { walletId, netuids: readNetuids(typed.netuids) }),
  }),
  planCommand({
    path: ["rewards", "type"],
    usage: "--type swap|keep|keepSubnets [--netuids 1,8]",
    summary: "Choose whether claims are sold for TAO or kept as alpha",
    fields: [
      { name: "type", flag: "type", kind: "choice", required: true, choices: ["swap", "keep", "keepSubnets"] },
      textField("netuids"),
    ],
    prepare: (typed, { walletId }, { session }) =>
      session.call("staking.prepareClaimType", {
        walletId,
        type: typed.type as "swap" | "keep" | "keepSubnets",
        netuids: typed.netuids === undefined ? [] : readNetuids(typed.netuids),
      }),
  }),
  planCommand({
    path: ["rewards", "auto-stake"],
    usage: "--netuid N --hotkey NAME|SS58",
    summary: "Choose where a subnet's mining rewards are staked",
    fields: [NETUID, HOTKEY],
    prepare: (typed, wallet, { session }) =>
      session.call("staking.prepareAutoStake", {
        walletId: wallet.walletId,
        netuid: typed.netuid as number,
        hotkey: hotkeyOf(wallet, typed.hotkey),
      }),
  }),
  ...(["recycle", "burn"] as const).map((how) =>
    planCommand({
      path: ["rewards", how],
      usage: "--netuid N --hotkey NAME|SS58 --amount ALPHA --confirm SUBNET",
      summary: `${how === "recycle" ? "Recycle" : "Burn"} alpha for ever`,
      details: ["--confirm     the subnet's name, typed out: this destroys what you have, and nothing comes back"],
      fields: [NETUID, HOTKEY, textField("amount", "amount", true), textField("confirm", "confirm", true)],
      prepare: (typed, wallet, { session }) =>
        session.call("staking.prepareDestroy", {
          walletId: wallet.walletId,
          how,
          hotkey: hotkeyOf(wallet, typed.hotkey),
          netuid: typed.netuid as number,
          alphaRao: parseAlpha(String(typed.amount), { field: "amount" }).toString(),
          confirmation: String(typed.confirm),
        }),
    }),
  ),
  showCommand(["swaps", "show"], "What swapping keys costs, when it is possible, and what is announced", showSwaps),
  planCommand({
    path: ["swaps", "hotkey"],
    usage: "--hotkey NAME|SS58 --new-hotkey NAME|SS58 [--netuid N [--keep-stake]]",
    summary: "Put a new hotkey in the place of an old one, everywhere or on one subnet",
    fields: [HOTKEY, textField("new-hotkey", "newHotkey", true), numberField("netuid", false), KEEP],
    prepare: (typed, wallet, { session }) =>
      session.call("swaps.prepareHotkey", {
        walletId: wallet.walletId,
        hotkey: hotkeyOf(wallet, typed.hotkey),
        newHotkey: hotkeyOf(wallet, typed.newHotkey),
        netuid: (typed.netuid as number | undefined) ?? null,
        keepStake: typed.keepStake === true,
      }),
  }),
  planCommand({
    path: ["swaps", "announce"],
    usage: "--new-coldkey SS58",
    summary: "Announce the move of everything to a fresh coldkey",
    fields: [textField("new-coldkey", "newColdkey", true)],
    prepare: (typed, { walletId }, { session }) =>
      session.call("swaps.prepareAnnounce", { walletId, newColdkey: String(typed.newColdkey) }),
  }),
  planCommand({
    path: ["swaps", "execute"],
    usage: "[--new-coldkey SS58]",
    summary: "Carry an announced swap out: everything moves",
    fields: [textField("new-coldkey", "newColdkey")],
    prepare: (typed, { walletId }, { session }) =>
      session.call("swaps.prepareExecute", {
        walletId,
        ...(typed.newColdkey === undefined ? {} : { newColdkey: String(typed.newColdkey) }),
      }),
  }),
  planCommand({
    path: ["swaps", "dispute"],
    usage: "",
    summary: "Freeze a coldkey whose swap somebody else announced; only the network's team lifts it",
    fields: [],
    prepare: (_typed, { walletId }, { session }) => session.call("swaps.prepareDispute", { walletId }),
  }),
  planCommand({
    path: ["swaps", "clear"],
    usage: "",
    summary: "Take an announced swap back",
    fields: [],
    prepare: (_typed, { walletId }, { session }) => session.call("swaps.prepareClear", { walletId }),
  }),
];
