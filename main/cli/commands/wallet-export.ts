import { absolutePath } from "../absolute-path.ts";
import type { CommandContext, CommandResult, SessionCommand } from "../command.ts";
import { type Field, textField, WALLET_FIELD } from "../fields.ts";
import { readPasswordFile } from "../passwords.ts";
import { readFields } from "../read-fields.ts";
import { pickWallet } from "../references.ts";
import { unwrap } from "../unwrap.ts";

const FIELDS: readonly Field[] = [
  { name: "format", flag: "format", kind: "choice", required: true, choices: ["btcli"] },
  WALLET_FIELD,
  textField("to"),
  textField("as"),
  textField("filePasswordFile"),
  { name: "overwrite", flag: "overwrite", kind: "boolean", required: false, choices: [] },
];

interface Typed {
  readonly wallet?: string;
  readonly to?: string;
  readonly as?: string;
  readonly filePasswordFile?: string;
  readonly overwrite?: boolean;
}

/** Writes a wallet as files of btcli. */
export const walletExportCommand: SessionCommand = {
  kind: "session",
  path: ["wallet", "export"],
  usage:
    "wallet export --format btcli --name WALLET [--to FOLDER] [--as NAME] [--file-password-file FILE] [--overwrite]",
  summary: "Write a wallet as btcli keyfiles",
  details: [
    "--to        the folder of wallets; ~/.bittensor/wallets where left out",
    "--as        the wallet's name there; its own where left out",
    "--overwrite replaces files that are there already",
  ],
  needsChain: false,
  read({ line, words }) {
    const typed = readFields(FIELDS, line, words) as unknown as Typed;
    return (context) => write(typed, context);
  },
};

async function write(typed: Typed, { session, passwords }: CommandContext): Promise<CommandResult> {
  const { walletId, name, kind } = await pickWallet(session, typed.wallet);
  const password = kind === "practice" ? undefined : await passwords.existing(`Password of ${name}`);
  const own = typed.filePasswordFile;
  const filePassword =
    own !== undefined
      ? readPasswordFile(own)
      : kind === "practice"
        ? await passwords.chosen("New password of the file")
        : undefined;
  const written = await session.call("wallet.btcliExport", {
    walletId,
    overwrite: typed.overwrite ?? false,
    ...(typed.to === undefined ? {} : { folder: absolutePath(typed.to) }),
    ...(typed.as === undefined ? {} : { name: typed.as }),
    ...(password === undefined ? {} : { password }),
    ...(filePassword === undefined ? {} : { filePassword }),
  });
  const { path, files } = unwrap(written);
  return { value: { path, files }, text: files.join("\n") };
}
