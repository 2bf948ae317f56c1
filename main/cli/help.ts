import { streams } from "#src/contract/index.ts";
import type { Command } from "./command.ts";
import { ALIASES, allCommands, findCommand } from "./commands.ts";
import { formatPairs } from "./format-value.ts";

const GLOBALS: readonly (readonly [string, string])[] = [
  ["--data DIR", "profile folder (or TAUSMITH_DATA)"],
  ["--network NAME|URL", "practice, finney, test or a ws:// or wss:// address"],
  ["--wallet NAME", "wallet, by name or id"],
  ["--hotkey NAME", "hotkey, by name or address"],
  ["--password-file FILE", "password, from a file that only you can read"],
  ["--password-fd N", "password, from an open file number"],
  ["--vault-password-file FILE", "passphrase of the vault file, where it is another one"],
  ["--yes, -y", "do not ask"],
  ["--rehearse", "try it on a copy of the chain before anything is signed"],
  ["--json", "one JSON object {ok, value} or {ok, error} on standard output"],
];

const CODES = "Exit code: 0 done, 1 refused, 2 wrong usage. Amounts: 0.5, 0.5tao, 500000000rao.";

const lines = (commands: readonly Command[]): string =>
  formatPairs(commands.map(({ path, summary }) => [`  ${path.join(" ")}`, summary] as const));

/** Everything there is, by area. */
function overview(): string {
  const commands = allCommands();
  const areas = new Map<string, Command[]>();
  for (const command of commands) {
    const area = command.path.length > 1 ? (command.path[0] as string) : "main";
    areas.set(area, [...(areas.get(area) ?? []), command]);
  }
  const blocks = [...areas].map(([area, own]) => `${area}\n${lines(own)}`);
  return [
    "tausmith <area> <verb> [--field value …]\ntausmith help [area [verb]]",
    ...blocks,
    `streams\n  ${[...streams.keys()].join(", ")}`,
    `flags of every command\n${formatPairs(GLOBALS.map(([flag, text]) => [`  ${flag}`, text] as const))}`,
    CODES,
  ].join("\n\n");
}

/** Help for everything, an area, or one command. Errors: `USAGE_WRONG`. */
export function helpText(words: readonly string[]): string {
  if (words.length === 0) return overview();
  const area = allCommands().filter(({ path }) => path.length > 1 && path[0] === (ALIASES[words[0] ?? ""] ?? words[0]));
  if (words.length === 1 && area.length > 0) return lines(area);
  const { command } = findCommand(words);
  return [`tausmith ${command.usage}`, command.summary, ...(command.details ?? [])].join("\n");
}
