import { UsageError } from "./usage-error.ts";

/** Flags that every command takes. */
export interface GlobalFlags {
  readonly data?: string;
  readonly network?: string;
  readonly wallet?: string;
  readonly hotkey?: string;
  readonly passwordFile?: string;
  readonly passwordFd?: number;
  readonly vaultPasswordFile?: string;
  readonly yes: boolean;
  /** Try on a copy of the chain before a signature is asked for. */
  readonly rehearse?: true;
  readonly json: boolean;
  readonly help: boolean;
}

/** A command line: global flags taken out, the rest split into words and `--name value` pairs. */
export interface CommandLine {
  readonly globals: GlobalFlags;
  readonly words: readonly string[];
  /** Names without dashes; `true` where no value followed. */
  readonly flags: ReadonlyMap<string, string | true>;
}

const SWITCHES = ["yes", "json", "help", "rehearse"] as const;
const VALUES = ["data", "network", "wallet", "hotkey", "password-file", "password-fd", "vault-password-file"] as const;
const SHORT: Readonly<Record<string, string>> = { "-h": "--help", "-y": "--yes" };

const isSwitch = (name: string): name is (typeof SWITCHES)[number] => (SWITCHES as readonly string[]).includes(name);
const isValue = (name: string): name is (typeof VALUES)[number] => (VALUES as readonly string[]).includes(name);

function fdNumber(text: string): number {
  if (!/^\d{1,4}$/.test(text))
    throw new UsageError("--password-fd needs the number of an open file.", undefined, "password-fd");
  return Number(text);
}

/**
 * Splits the arguments. `--` ends the flags; a flag's value may begin with one dash (a negative number) but not with
 * two. Secrets are never taken from the command line, since every process of the machine can read it.
 * Errors: `USAGE_WRONG`.
 */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const words: string[] = [];
  const flags = new Map<string, string | true>();
  let at = 0;
  const put = (name: string, value: string | true): void => {
    if (flags.has(name)) throw new UsageError(`--${name} is given twice.`, undefined, name);
    flags.set(name, value);
  };
  while (at < argv.length) {
    const given = argv[at++] as string;
    const token = SHORT[given] ?? given;
    if (token === "--") {
      words.push(...argv.slice(at));
      break;
    }
    if (!token.startsWith("--")) {
      words.push(token);
      continue;
    }
    const [, name = "", inline] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(token) ?? [];
    if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new UsageError("A flag has a name that cannot be read.");
    const next = argv[at];
    if (inline !== undefined) put(name, inline);
    else if (!isSwitch(name) && next !== undefined && !next.startsWith("--")) {
      put(name, next);
      at += 1;
    } else put(name, true);
  }
  return { globals: takeGlobals(flags), words, flags };
}

function takeGlobals(flags: Map<string, string | true>): GlobalFlags {
  const value = (name: string): string | undefined => {
    const found = flags.get(name);
    if (found === undefined) return undefined;
    if (found === true || found === "") throw new UsageError(`--${name} needs a value.`, undefined, name);
    return found;
  };
  const on = (name: string): boolean => {
    const found = flags.get(name);
    if (typeof found === "string") throw new UsageError(`--${name} takes no value.`, undefined, name);
    return found === true;
  };
  const found = Object.fromEntries(VALUES.map((name) => [name, value(name)]));
  const switches = {
    yes: on("yes"),
    json: on("json"),
    help: on("help"),
    ...(on("rehearse") ? { rehearse: true as const } : {}),
  };
  for (const name of [...flags.keys()]) if (isSwitch(name) || isValue(name)) flags.delete(name);
  const fd = found["password-fd"];
  if (fd !== undefined && found["password-file"] !== undefined) {
    throw new UsageError("Give --password-file or --password-fd, not both.", undefined, "password-fd");
  }
  return {
    ...switches,
    ...(found.data === undefined ? {} : { data: found.data }),
    ...(found.network === undefined ? {} : { network: found.network }),
    ...(found.wallet === undefined ? {} : { wallet: found.wallet }),
    ...(found.hotkey === undefined ? {} : { hotkey: found.hotkey }),
    ...(found["password-file"] === undefined ? {} : { passwordFile: found["password-file"] }),
    ...(found["vault-password-file"] === undefined ? {} : { vaultPasswordFile: found["vault-password-file"] }),
    ...(fd === undefined ? {} : { passwordFd: fdNumber(fd) }),
  };
}
