import type { CommandContext, CommandResult, SessionCommand } from "../command.ts";
import { type Field, textField, WALLET_FIELD } from "../fields.ts";
import { numberedWords } from "../numbered-words.ts";
import { readFields } from "../read-fields.ts";
import { pickHotkey, pickWallet } from "../references.ts";
import { unwrap } from "../unwrap.ts";

const FIELDS: readonly Field[] = [
  WALLET_FIELD,
  textField("hotkey"),
  { name: "words", flag: "words", kind: "boolean", required: false, choices: [] },
];

interface Typed {
  readonly wallet?: string;
  readonly hotkey?: string;
  readonly words?: boolean;
}

/** Facts about one wallet or hotkey; its words only where they are asked for. */
export const walletShowCommand: SessionCommand = {
  kind: "session",
  path: ["wallet", "show"],
  usage: "wallet show [--name NAME] [--hotkey NAME] [--words]",
  summary: "Tell address, place and hotkeys of a wallet; with --words its words, after the password",
  details: ["The words are written to standard error, never to standard output."],
  needsChain: false,
  read({ line, words }) {
    const typed = readFields(FIELDS, line, words) as Typed;
    return (context) => show(typed, context);
  },
};

async function show(typed: Typed, context: CommandContext): Promise<CommandResult> {
  const { session } = context;
  const wallet = await pickWallet(session, typed.wallet);
  const hotkey = typed.hotkey === undefined ? null : pickHotkey(wallet, typed.hotkey);
  if (typed.words === true) await tellWords(wallet.walletId, wallet.kind, wallet.name, hotkey?.name, context);
  return { value: hotkey ?? wallet };
}

async function tellWords(
  walletId: string,
  kind: string,
  name: string,
  hotkeyName: string | undefined,
  { session, passwords, terminal }: CommandContext,
): Promise<void> {
  const password = kind === "practice" ? undefined : await passwords.existing(`Password of ${name}`);
  const shown = unwrap(
    await session.call("wallet.show", {
      walletId,
      ...(hotkeyName === undefined ? {} : { hotkeyName }),
      ...(password === undefined ? {} : { password }),
    }),
  );
  const secret =
    shown.words === null
      ? (shown.seed ?? "This key came without words or seed. Export it as a keyfile or make a backup.")
      : numberedWords(shown.words);
  const path = shown.path === null ? "" : `\nDerivation path: ${shown.path}`;
  terminal.tell(`Whoever has this has the key.\n\n${secret}${path}\n`);
}
