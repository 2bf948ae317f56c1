import { homedir } from "node:os";
import { resolve } from "node:path";
import { defaultProfileDir } from "#main/profile/profile-dir.ts";
import { toErrorView } from "#src/app-error.ts";
import { fail, ok, type Result } from "#src/result.ts";
import type { Command, CommandResult, CommandStart } from "./command.ts";
import { findCommand } from "./commands.ts";
import { formatValue } from "./format-value.ts";
import { type CommandLine, parseCommandLine } from "./global-flags.ts";
import { helpText } from "./help.ts";
import { createPasswords } from "./passwords.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

const EXIT = { done: 0, refused: 1, usage: 2 } as const;

function chooseProfileDir(given: string | undefined): string {
  const wanted = given ?? process.env.TAUSMITH_DATA;
  if (!wanted) return defaultProfileDir(process.platform, process.env);
  return resolve(wanted.replace(/^~(?=\/|$)/, homedir()));
}

async function runCommand(command: Command, start: CommandStart): Promise<CommandResult> {
  if (command.kind === "plain") return command.run(start);
  const run = await command.read(start);
  const { openSession } = await import("./session.ts");
  const { withVault } = await import("./vault-session.ts");
  const { network } = start.globals;
  const session = await openSession({
    profileDir: start.profileDir,
    needsChain: command.needsChain,
    lasting: command.lasting ?? false,
    ...(network === undefined ? {} : { network }),
  });
  try {
    return await run({ ...start, session: withVault(session, start.passwords) });
  } finally {
    await session.close();
  }
}

async function answer(line: CommandLine, terminal: Terminal): Promise<CommandResult> {
  const [first] = line.words;
  if (first === undefined || first === "help" || line.globals.help) {
    const text = helpText(first === "help" ? line.words.slice(1) : line.words);
    return { value: { help: text }, text };
  }
  const { command, words } = findCommand(line.words);
  return runCommand(command, {
    line,
    words,
    globals: line.globals,
    terminal,
    passwords: createPasswords(line.globals, terminal),
    profileDir: chooseProfileDir(line.globals.data),
  });
}

function show(result: Result<CommandResult>, json: boolean, terminal: Terminal): void {
  if (!result.ok) {
    const { code, message, hint } = result.error;
    if (json) terminal.out(JSON.stringify(result));
    else terminal.tell(`${message}\n${hint}\n(${code})`);
  } else if (!result.value.written) {
    const { value, text } = result.value;
    terminal.out(json ? JSON.stringify(ok(value)) : (text ?? formatValue(value)));
  }
}

/**
 * Runs one command line and gives the exit code: 0 done, 1 refused, 2 wrong usage. Standard output carries the answer
 * and nothing else. Never throws.
 */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<number> {
  let json = argv.includes("--json");
  try {
    const line = parseCommandLine(argv);
    json = line.globals.json;
    show(ok(await answer(line, terminal)), json, terminal);
    return EXIT.done;
  } catch (error) {
    if (process.env.TAUSMITH_DEBUG) terminal.tell(String((error as Error).stack ?? error));
    show(fail(toErrorView(error)), json, terminal);
    return error instanceof UsageError ? EXIT.usage : EXIT.refused;
  }
}
