import type { CommandLine, GlobalFlags } from "./global-flags.ts";
import type { Passwords } from "./passwords.ts";
import type { Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";

/** What a command can use before it has opened the app. */
export interface CommandStart {
  readonly line: CommandLine;
  /** Words after the command's own. */
  readonly words: readonly string[];
  readonly globals: GlobalFlags;
  readonly terminal: Terminal;
  readonly passwords: Passwords;
  readonly profileDir: string;
}

/** What a command can use once the app is there. */
export interface CommandContext extends CommandStart {
  readonly session: Session;
}

/** What a command gives: a value for scripts, and the text for people where it is not the value's own. */
export interface CommandResult {
  readonly value: unknown;
  readonly text?: string;
  /** The command has written its answer itself, while it ran. */
  readonly written?: boolean;
}

interface CommandBase {
  /** Words that name it, for example `["wallet", "create"]`. */
  readonly path: readonly string[];
  /** How it is typed, after `tausmith`. */
  readonly usage: string;
  readonly summary: string;
  /** Further lines for its own help. */
  readonly details?: readonly string[];
}

/** A command that needs the app of the profile, in this process or in the one that runs. */
export interface SessionCommand extends CommandBase {
  readonly kind: "session";
  readonly needsChain: boolean;
  /** Only makes sense in an app that goes on running after the command. */
  readonly lasting?: boolean;
  /** Reads the command line, before the app is opened, so that wrong usage costs nothing. */
  read(start: CommandStart): Runner | Promise<Runner>;
}

/** What a session command does once the app is there. */
export type Runner = (context: CommandContext) => Promise<CommandResult>;

/** A command that opens what it needs itself. */
export interface PlainCommand extends CommandBase {
  readonly kind: "plain";
  run(start: CommandStart): Promise<CommandResult>;
}

export type Command = SessionCommand | PlainCommand;
