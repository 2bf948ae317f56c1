import { statSync } from "node:fs";
import type { Input } from "#src/contract/index.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { absolutePath } from "../absolute-path.ts";
import type { CommandContext, CommandResult, SessionCommand } from "../command.ts";
import { type Field, textField } from "../fields.ts";
import { readPasswordFile } from "../passwords.ts";
import { readFields } from "../read-fields.ts";
import { readTextFile } from "../read-text-file.ts";
import { pickWallet } from "../references.ts";
import { unwrap } from "../unwrap.ts";
import { UsageError } from "../usage-error.ts";

const FORMATS = ["btcli", "words", "seed", "polkadotjs"] as const;
const SOURCE_MAX_BYTES = 65_536;

const FIELDS: readonly Field[] = [
  { name: "format", flag: "format", kind: "choice", required: true, choices: FORMATS },
  textField("from"),
  textField("name"),
  textField("wallet"),
  textField("hotkey"),
  textField("derive"),
  textField("address"),
  textField("filePasswordFile"),
];

interface Typed {
  readonly format: (typeof FORMATS)[number];
  readonly from?: string;
  readonly name?: string;
  readonly wallet?: string;
  readonly hotkey?: string;
  readonly derive?: string;
  readonly address?: string;
  readonly filePasswordFile?: string;
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Brings a key in from outside: a coldkey under --name, or a hotkey under --wallet and --hotkey. */
export const walletImportCommand: SessionCommand = {
  kind: "session",
  path: ["wallet", "import"],
  usage:
    "wallet import --format btcli|words|seed|polkadotjs [--from PATH] --name NAME [--wallet NAME --hotkey NAME] [--derive //PATH] [--address SS58] [--file-password-file FILE]",
  summary: "Bring a key in from words, a seed, polkadot.js or btcli",
  details: [
    "--from      the file, a btcli wallet folder, or - for standard input; words and seeds are asked for where left out",
    "--hotkey    keep it as this hotkey of --wallet instead of a coldkey",
    "--address   the address it must have",
    "--file-password-file   the file's own password, where it is not the one of --password-file",
  ],
  needsChain: false,
  read({ line, words }) {
    const typed = readFields(FIELDS, line, words) as unknown as Typed;
    if (typed.hotkey === undefined && typed.name === undefined) {
      throw new UsageError("The wallet needs a name.", "Give it with --name, or --wallet and --hotkey.", "name");
    }
    const file = typed.format === "btcli" || typed.format === "polkadotjs";
    if (file && typed.from === undefined) throw new UsageError("Give the file with --from.", undefined, "from");
    return (context) => bringIn(typed, context);
  },
};

type Source = Input<"wallet.restore">["source"];

async function sourceOf(typed: Typed, { terminal, passwords }: CommandContext): Promise<Source> {
  const { format, from = "", derive } = typed;
  const path = derive === undefined ? {} : { path: derive };
  const filePassword = async (): Promise<string> =>
    typed.filePasswordFile === undefined
      ? passwords.existing("Password of the file")
      : readPasswordFile(typed.filePasswordFile);
  if (format === "polkadotjs") {
    return {
      kind: format,
      json: await readTextFile(from, SOURCE_MAX_BYTES, terminal),
      filePassword: await filePassword(),
    };
  }
  if (format === "btcli") return { kind: format, path: absolutePath(from), filePassword: await filePassword() };
  const secret =
    typed.from === undefined && terminal.interactive
      ? await terminal.askSecret(format === "words" ? "Words: " : "Seed: ")
      : await readTextFile(typed.from ?? "-", SOURCE_MAX_BYTES, terminal);
  return format === "words" ? { kind: format, words: secret, ...path } : { kind: format, seed: secret.trim(), ...path };
}

async function bringIn(typed: Typed, context: CommandContext): Promise<CommandResult> {
  const { session, passwords } = context;
  const source = await sourceOf(typed, context);
  const expected = typed.address === undefined ? {} : { expectAddress: typed.address };
  let wallet: WalletView;
  if (typed.hotkey !== undefined) {
    const { walletId } = await pickWallet(session, typed.wallet);
    wallet = unwrap(await session.call("wallet.restoreHotkey", { walletId, name: typed.hotkey, source, ...expected }));
  } else {
    const name = typed.name as string;
    const password = await passwords.chosen(`New password for ${name}`);
    wallet =
      source.kind === "btcli" && isFolder(source.path)
        ? unwrap(
            await session.call("wallet.btcliImport", {
              path: source.path,
              name,
              filePassword: source.filePassword,
              password,
            }),
          )
        : unwrap(await session.call("wallet.restore", { name, password, source, ...expected }));
  }
  return { value: wallet };
}
