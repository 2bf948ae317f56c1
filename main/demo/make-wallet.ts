import { randomBytes } from "node:crypto";
import { formatTao } from "#src/amount/format-amount.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import type { JobDeps } from "./job-deps.ts";
import { mustAnswer, mustHold } from "./must.ts";

/** A wallet with TAO to spend, and the password that signs for it. */
export interface FundedWallet {
  readonly wallet: WalletView;
  readonly password: string;
  readonly freeRao: bigint;
}

const HOTKEY = "default";

/** Makes a wallet as a newcomer does: words shown, three of them given back, a password, a hotkey, practice TAO. */
export async function makeWallet({ client, say }: JobDeps): Promise<FundedWallet> {
  const { wallet: keys, practice } = client.areas;
  const password = randomBytes(18).toString("base64url");
  const keychain = await mustAnswer(keys.keychain({}));
  if (!keychain.open) await mustAnswer(keys.openVault({ passphrase: password }));
  const draft = await mustAnswer(keys.draft({ wordCount: 12 }));
  mustHold(draft.words.length === 12, "twelve words were shown");
  const answers = draft.asks.map((index) => ({ index, word: draft.words[index] ?? "" }));
  const wallet = await mustAnswer(
    keys.create({ draftId: draft.draftId, name: "demo", password, answers, hotkeyName: HOTKEY }),
  );
  mustHold(wallet.hotkeys.length === 1, "the wallet has its hotkey");
  say(
    `Wallet made: coldkey ${wallet.address}, ${answers.length} of its words confirmed; secrets in ${keychain.label}.`,
  );

  const given = await mustAnswer(practice.faucet({ address: wallet.address }));
  const balance = await mustAnswer(keys.balance({ address: wallet.address }));
  mustHold(balance.freeRao === given.freeRao, "the chain shows what the faucet gave");
  say(`Faucet: ${formatTao(BigInt(balance.freeRao))} of play money on the coldkey.`);
  return { wallet, password, freeRao: BigInt(balance.freeRao) };
}
