import type { Input } from "#src/contract/index.ts";
import type { CommandContext, CommandResult, SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { numberedWords } from "../numbered-words.ts";
import { readFields } from "../read-fields.ts";
import { unwrap } from "../unwrap.ts";
import { UsageError } from "../usage-error.ts";

const FIELDS: readonly Field[] = [
  { name: "name", flag: "name", kind: "text", required: false, choices: [] },
  { name: "hotkey", flag: "hotkey", kind: "text", required: false, choices: [] },
  { name: "wordCount", flag: "words", kind: "number", required: false, choices: [] },
];

interface Typed {
  readonly name?: string;
  readonly hotkey?: string;
  readonly wordCount?: 12 | 15 | 18 | 21 | 24;
}

/**
 * Asks the drafted positions back. With --yes the person has said that the words are kept; a script cannot be asked, so
 * it is told where they can be seen and checked later. In both cases they do not count as read back from paper.
 */
async function answersOf(
  { words, asks }: { words: readonly string[]; asks: readonly number[] },
  { globals, terminal }: CommandContext,
): Promise<Pick<Input<"wallet.create">, "answers" | "unasked">> {
  if (globals.yes || !terminal.interactive) {
    if (!globals.yes) {
      terminal.tell(
        "Nobody could be asked whether they are written down. `wallet show --words` shows them again, `wallet ask-words` checks them.",
      );
    }
    return { answers: asks.map((index) => ({ index, word: words[index] ?? "" })), unasked: true };
  }
  const answers: { index: number; word: string }[] = [];
  for (const index of asks) answers.push({ index, word: (await terminal.ask(`Word ${index + 1}: `)).trim() });
  return { answers };
}

/** Makes a coldkey: words shown once, three asked back, kept under a password. */
export const walletCreateCommand: SessionCommand = {
  kind: "session",
  path: ["wallet", "create"],
  usage: "wallet create --name NAME [--hotkey NAME] [--words 12|15|18|21|24] [--yes]",
  summary: "Make a coldkey: its words are shown once, three are asked back",
  details: [
    "The words are written to standard error, never to standard output.",
    "A script, which cannot be asked, and --yes go on without giving three of them back.",
  ],
  needsChain: false,
  read({ line, words }) {
    const typed = readFields(FIELDS, line, words) as Typed;
    const name = typed.name ?? line.globals.wallet;
    if (name === undefined) throw new UsageError("The wallet needs a name.", "Give it with --name.", "name");
    return (context) => create(name, typed, context);
  },
};

async function create(name: string, typed: Typed, context: CommandContext): Promise<CommandResult> {
  const { session, passwords, terminal } = context;
  const password = await passwords.chosen(`New password for ${name}`);
  const draft = unwrap(await session.call("wallet.draft", { wordCount: typed.wordCount ?? 12 }));
  terminal.tell(
    `Write these words down, in this order. Whoever has them has the wallet.\n\n${numberedWords(draft.words)}\n`,
  );
  const given = await answersOf(draft, context);
  const created = await session.call("wallet.create", {
    draftId: draft.draftId,
    name,
    password,
    ...given,
    ...(typed.hotkey === undefined ? {} : { hotkeyName: typed.hotkey }),
  });
  return { value: unwrap(created) };
}
