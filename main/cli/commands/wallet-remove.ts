import type { CommandContext, CommandResult, SessionCommand } from "../command.ts";
import { type Field, textField, WALLET_FIELD } from "../fields.ts";
import { readPasswordFile } from "../passwords.ts";
import { readFields } from "../read-fields.ts";
import { readTextFile } from "../read-text-file.ts";
import { pickWallet } from "../references.ts";
import { unwrap } from "../unwrap.ts";
import { UsageError } from "../usage-error.ts";

const WORDS_MAX_BYTES = 4_096;
const BACKUP_MAX_BYTES = 16 * 1024 * 1024;

const FIELDS: readonly Field[] = [
  WALLET_FIELD,
  textField("wordsFile"),
  textField("backup"),
  textField("backupPasswordFile"),
];

interface Typed {
  readonly wallet?: string;
  readonly wordsFile?: string;
  readonly backup?: string;
  readonly backupPasswordFile?: string;
}

/** Removes a wallet; a coldkey that lies here only with its password and its words or a backup that holds it. */
export const walletRemoveCommand: SessionCommand = {
  kind: "session",
  path: ["wallet", "remove"],
  usage: "wallet remove --name WALLET [--words-file FILE | --backup FILE --backup-password-file FILE]",
  summary: "Remove a wallet, after its password and its words or a backup that holds it",
  details: [
    "--words-file   the coldkey's words; - for standard input; asked for where left out",
    "--backup       a backup file instead of the words, its passphrase in --backup-password-file",
  ],
  needsChain: false,
  read({ line, words }) {
    const typed = readFields(FIELDS, line, words) as Typed;
    if (typed.backup !== undefined && typed.wordsFile !== undefined) {
      throw new UsageError("Give --words-file or --backup, not both.", undefined, "backup");
    }
    return (context) => remove(typed, context);
  },
};

async function remove(typed: Typed, { session, passwords, terminal }: CommandContext): Promise<CommandResult> {
  const { walletId, name, kind, place } = await pickWallet(session, typed.wallet);
  if (kind !== "password" || place === "btcli") {
    return { value: unwrap(await session.call("wallet.remove", { walletId })), text: `Removed: ${name}` };
  }
  const password = await passwords.existing(`Password of ${name}`);
  const { backup, backupPasswordFile, wordsFile } = typed;
  const proof =
    backup !== undefined
      ? {
          backup: {
            file: await readTextFile(backup, BACKUP_MAX_BYTES, terminal),
            passphrase:
              backupPasswordFile === undefined
                ? await terminal.askSecret("Passphrase of the backup: ")
                : readPasswordFile(backupPasswordFile),
          },
        }
      : wordsFile !== undefined
        ? { words: await readTextFile(wordsFile, WORDS_MAX_BYTES, terminal) }
        : terminal.interactive
          ? { words: await terminal.askSecret("The words of its coldkey: ") }
          : {};
  return {
    value: unwrap(await session.call("wallet.remove", { walletId, password, ...proof })),
    text: `Removed: ${name}`,
  };
}
