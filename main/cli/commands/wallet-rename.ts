import type { CommandContext, CommandResult, SessionCommand } from "../command.ts";
import { type Field, textField, WALLET_FIELD } from "../fields.ts";
import { readFields } from "../read-fields.ts";
import { pickHotkey, pickWallet } from "../references.ts";
import { unwrap } from "../unwrap.ts";

const FIELDS: readonly Field[] = [WALLET_FIELD, textField("hotkey"), textField("to", true)];

interface Typed {
  readonly wallet?: string;
  readonly hotkey?: string;
  readonly to: string;
}

/** Gives a wallet, or one of its hotkeys, another name. */
export const walletRenameCommand: SessionCommand = {
  kind: "session",
  path: ["wallet", "rename"],
  usage: "wallet rename [--name NAME] [--hotkey NAME] --to NEW",
  summary: "Give a wallet, or with --hotkey one of its hotkeys, another name",
  needsChain: false,
  read({ line, words }) {
    const typed = readFields(FIELDS, line, words) as unknown as Typed;
    return (context) => rename(typed, context);
  },
};

async function rename(typed: Typed, { session }: CommandContext): Promise<CommandResult> {
  const wallet = await pickWallet(session, typed.wallet);
  const { walletId } = wallet;
  const renamed =
    typed.hotkey === undefined
      ? await session.call("wallet.rename", { walletId, name: typed.to })
      : await session.call("wallet.renameHotkey", {
          walletId,
          hotkeyName: pickHotkey(wallet, typed.hotkey).name,
          name: typed.to,
        });
  return { value: unwrap(renamed) };
}
