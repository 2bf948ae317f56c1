import type { HistoryKind } from "../contract/history.ts";

const KINDS: readonly (readonly [RegExp, HistoryKind])[] = [
  [/^Balances\./, "transfer"],
  [/\.(add_stake|add_stake_limit|add_stake_burn|claim_root)$/, "stake"],
  [/\.(remove_stake\w*|unstake_all\w*|recycle_alpha|burn_alpha)$/, "unstake"],
  [/\.(move_stake\w*|swap_stake\w*|transfer_stake\w*)$/, "move"],
  [/\.(burned_register|register|register_limit|root_register|register_network\w*)$/, "register"],
  [/\.(serve_\w+|set_commitment)$/, "serve"],
  [/weights/, "weights"],
  [/^(Proxy|Multisig)\./, "proxy"],
  [/^Utility\./, "batch"],
];

/** What a call is for; calls of others that concern an own key are `received`. */
export function callKind(section: string, method: string, signedHere: boolean): HistoryKind {
  if (!signedHere) return "received";
  return KINDS.find(([pattern]) => pattern.test(`${section}.${method}`))?.[1] ?? "other";
}
