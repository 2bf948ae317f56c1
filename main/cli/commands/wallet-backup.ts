import { resolve } from "node:path";
import { writeFileAtomic } from "#main/keys/write-file-atomic.ts";
import type { BackupView } from "#src/contract/wallet-care.ts";
import type { CommandContext, CommandResult, SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { readFields } from "../read-fields.ts";
import { readTextFile } from "../read-text-file.ts";
import { unwrap } from "../unwrap.ts";

const BACKUP_MAX_BYTES = 16 * 1024 * 1024;

/** Writes a backup into a file that is not there yet. */
export const walletBackupCommand: SessionCommand = {
  kind: "session",
  path: ["wallet", "backup"],
  usage: "wallet backup [--to FILE]",
  summary: "Write an encrypted backup of all keys, labels and settings",
  details: [
    "--to        the file; tausmith-backup-DATE.json in this folder where left out",
    "The passphrase comes as every password does.",
  ],
  needsChain: false,
  read({ line, words }) {
    const fields: readonly Field[] = [{ name: "to", flag: "to", kind: "text", required: false, choices: [] }];
    const { to } = readFields(fields, line, words) as { readonly to?: string };
    return (context) => write(to, context);
  },
};

async function write(to: string | undefined, { session, passwords }: CommandContext): Promise<CommandResult> {
  const passphrase = await passwords.chosen("New passphrase of the backup");
  const { fileName, file } = unwrap(await session.call("wallet.backup", { passphrase }));
  const path = resolve(to ?? fileName);
  await writeFileAtomic(path, new TextEncoder().encode(file), { exclusive: true });
  return { value: { path }, text: `Written: ${path}` };
}

/** Brings a backup in, or tells what that would change. */
export const walletRestoreCommand: SessionCommand = {
  kind: "session",
  path: ["wallet", "restore"],
  usage: "wallet restore --from FILE [--preview]",
  summary: "Bring in what a backup has and this profile lacks",
  details: [
    "--preview   tells what would change, and changes nothing",
    "Single keys: see `tausmith help wallet import`.",
  ],
  needsChain: false,
  read({ line, words }) {
    const fields: readonly Field[] = [
      { name: "from", flag: "from", kind: "text", required: true, choices: [] },
      { name: "preview", flag: "preview", kind: "boolean", required: false, choices: [] },
    ];
    const { from, preview } = readFields(fields, line, words) as { readonly from: string; readonly preview?: boolean };
    return (context) => restore(from, preview === true, context);
  },
};

async function restore(from: string, preview: boolean, context: CommandContext): Promise<CommandResult> {
  const { session, passwords, terminal } = context;
  const file = await readTextFile(from, BACKUP_MAX_BYTES, terminal);
  const passphrase = await passwords.existing("Passphrase of the backup");
  const input = { file, passphrase };
  const view = unwrap(
    preview ? await session.call("wallet.previewBackup", input) : await session.call("wallet.restoreBackup", input),
  );
  return { value: view, text: tellChanges(view) };
}

const tellChanges = ({ changes }: BackupView): string =>
  changes
    .map(
      ({ change, what, name, newName }) =>
        `${change.padEnd(8)} ${what.padEnd(8)} ${name}${newName ? ` as ${newName}` : ""}`,
    )
    .join("\n");
