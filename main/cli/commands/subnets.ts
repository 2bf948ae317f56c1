import { formatDecimal, formatTao } from "#src/amount/format-amount.ts";
import type { SubnetView } from "#src/contract/subnets.ts";
import { hyperparameterText } from "#src/subnets/hyperparameter-text.ts";
import { count } from "#src/words/count.ts";
import type { CommandContext, CommandResult, SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { formatPairs, formatTable, plainText } from "../format-value.ts";
import { readFields } from "../read-fields.ts";
import { unwrap } from "../unwrap.ts";
import { UsageError } from "../usage-error.ts";

const FIELDS: readonly Field[] = [
  { name: "favourites", flag: "favourites", kind: "boolean", required: false, choices: [] },
];

const UNKNOWN = "–";
const percent = (share: number | null, digits: number): string =>
  share === null ? UNKNOWN : `${(share * 100).toFixed(digits)} %`;
const tao = (rao: string | null): string => (rao === null ? UNKNOWN : formatTao(BigInt(rao)));

const freeUids = ({ neurons, maxNeurons }: SubnetView): string =>
  neurons === null || maxNeurons === null ? UNKNOWN : `${maxNeurons - neurons} of ${maxNeurons}`;

/** Root is entered by stake; what lies under its price is no price. */
const registration = (subnet: SubnetView): string =>
  subnet.netuid === 0 ? "by stake" : subnet.registrationAllowed === false ? "closed" : tao(subnet.burnRao);

const row = (subnet: SubnetView): Record<string, string> => ({
  "": subnet.favourite ? "★" : "",
  NETUID: String(subnet.netuid),
  NAME: `${plainText(subnet.name)} ${plainText(subnet.symbol)}`,
  "PRICE (TAO per alpha)": formatDecimal(BigInt(subnet.priceRaoPerAlpha)),
  "1 TEMPO": percent(subnet.priceChange, 2),
  "TAO IN POOL": formatDecimal(BigInt(subnet.taoInRao)),
  "EMISSION SHARE": percent(subnet.emissionShare, 2),
  REGISTRATION: registration(subnet),
  "REGS A DAY": subnet.registrationsPerDay === null ? UNKNOWN : String(subnet.registrationsPerDay),
  "FREE UIDS": freeUids(subnet),
  "IMMUNITY (blocks)": subnet.immunityBlocks === null ? UNKNOWN : count(subnet.immunityBlocks),
  "TEMPO (blocks)": count(subnet.tempo),
});

/** `subnets` lists all of them as the screener shows them; `subnet N` shows one with its rules and its price impact. */
export const subnetsCommand: SessionCommand = {
  kind: "session",
  path: ["subnets"],
  usage: "subnets [N] [--favourites]",
  summary: "All subnets with price, pool, emission and registration; or one with its rules and its price impact",
  needsChain: true,
  read({ line, words }) {
    const typed = readFields(FIELDS, line, words.slice(1)) as { favourites?: boolean };
    const [netuid] = words;
    if (netuid === undefined) return (context) => list(typed.favourites ?? false, context);
    if (!/^\d{1,5}$/.test(netuid)) {
      throw new UsageError(`"${netuid}" is no subnet's number.`, "See `tausmith help subnets`.", "netuid");
    }
    return (context) => show(Number(netuid), context);
  },
};

async function list(favourites: boolean, { session }: CommandContext): Promise<CommandResult> {
  const all = unwrap(await session.call("subnets.list", {}));
  const value = favourites ? all.filter(({ favourite }) => favourite) : all;
  const text =
    value.length === 0
      ? "No subnet is marked. `tausmith subnets set-favourite N --favourite true` marks one."
      : formatTable(value.map(row), (name) => name);
  return { value, text };
}

async function show(netuid: number, { session }: CommandContext): Promise<CommandResult> {
  const rules = unwrap(await session.call("subnets.hyperparameters", { netuid }));
  const subnet = unwrap(await session.call("subnets.list", {})).find((one) => one.netuid === netuid);
  const answered = await session.call("subnets.impact", { netuid });
  const impact = answered.ok ? answered.value : null;
  const links = Object.entries(subnet?.links ?? {}).flatMap(([name, text]): [string, string][] =>
    text === null ? [] : [[name, plainText(text)]],
  );
  const parts = [
    subnet
      ? formatPairs([
          ...Object.entries(row(subnet)).filter(([name]) => name !== ""),
          ["OWNER", subnet.ownerColdkey],
          ...links,
        ])
      : "",
    rules.reason ??
      formatTable(
        rules.parameters.map((rule) => ({
          RULE: rule.name,
          VALUE: hyperparameterText(rule),
          "WHAT IT DOES": rule.text,
        })),
        (name) => name,
      ),
  ];
  if (impact && !impact.oneToOne) {
    const lines = impact.buy.map((point) => ({
      "BUY FOR": formatTao(BigInt(point.inputRao)),
      "AVERAGE PRICE": formatDecimal(BigInt(point.averagePriceRaoPerAlpha)),
      LOSS: percent(point.lossPpm / 1_000_000, 3),
    }));
    parts.push(formatTable(lines, (name) => name));
  } else if (!answered.ok) {
    parts.push(`${answered.error.message} ${answered.error.hint}`);
  }
  return { value: { subnet: subnet ?? null, hyperparameters: rules, impact }, text: parts.join("\n\n") };
}
