import type { Input } from "#src/contract/index.ts";
import type { SessionCommand } from "../command.ts";
import { textField, WALLET_FIELD } from "../fields.ts";
import { procedureCommand } from "../procedure-command.ts";
import { readFields } from "../read-fields.ts";
import { pickHotkey, pickWallet } from "../references.ts";
import { unwrap } from "../unwrap.ts";

const byAddress = procedureCommand("wallet.verify");

/** Checks a signature of an address, or of a wallet or hotkey that this profile knows by name. */
export const walletVerifyCommand: SessionCommand = {
  ...byAddress,
  usage:
    "wallet verify --address SS58|--name WALLET [--hotkey NAME] --message TEXT [--encoding text|hex] --signature HEX",
  details: ["--name      instead of the address: this wallet's coldkey, or with --hotkey its hotkey"],
  read(start) {
    const { line, words } = start;
    const named = line.globals.wallet ?? line.flags.get("name");
    if (named === undefined && line.globals.hotkey === undefined) return byAddress.read(start);
    const fields = [WALLET_FIELD, textField("hotkey"), textField("message", true)];
    const encoding = { ...textField("encoding"), kind: "choice" as const, choices: ["text", "hex"] };
    const { wallet, hotkey, ...message } = readFields([...fields, encoding, textField("signature", true)], line, words);
    return async ({ session }) => {
      const picked = await pickWallet(session, wallet as string | undefined);
      const { address } = hotkey === undefined ? picked : pickHotkey(picked, hotkey as string);
      return { value: unwrap(await session.call("wallet.verify", { ...message, address } as Input<"wallet.verify">)) };
    };
  },
};
