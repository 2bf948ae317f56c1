import { type AccountId, type Reads, type Writes, ZERO_ACCOUNT } from "../../describe/index.ts";
import { subtensorErrors } from "./errors.ts";
import { Delegates, OwnedHotkeys, Owner, StakingHotkeys } from "./storage/index.ts";
import { isSubnetAccount } from "./subnet-account.ts";

/** Whether the hotkey has an owner, which it gets by registration or association. */
export const hotkeyExists = (ctx: Reads, hotkey: AccountId): boolean => Owner.has(ctx, hotkey);

/** Whether the coldkey owns the hotkey. */
export const owns = (ctx: Reads, coldkey: AccountId, hotkey: AccountId): boolean =>
  coldkey !== ZERO_ACCOUNT && Owner.get(ctx, hotkey) === coldkey;

/** Ties a hotkey without owner to the coldkey; one with an owner stays as it is. */
export function createAccountIfNew(ctx: Writes, coldkey: AccountId, hotkey: AccountId): void {
  if (isSubnetAccount(hotkey)) throw subtensorErrors.CannotUseSystemAccount();
  if (hotkeyExists(ctx, hotkey)) return;
  Owner.put(ctx, hotkey, coldkey);
  OwnedHotkeys.mutate(ctx, coldkey, (hotkeys) => withHotkey(hotkeys, hotkey));
  noteStaking(ctx, coldkey, hotkey);
}

/** Remembers that the coldkey stakes to the hotkey. */
export function noteStaking(ctx: Writes, coldkey: AccountId, hotkey: AccountId): void {
  StakingHotkeys.mutate(ctx, coldkey, (hotkeys) => withHotkey(hotkeys, hotkey));
}

/** A hotkey that somebody else stakes to becomes a delegate with the default take. */
export function becomeDelegate(ctx: Writes, hotkey: AccountId): void {
  if (!Delegates.has(ctx, hotkey)) Delegates.put(ctx, hotkey, Delegates.get(ctx, hotkey));
}

const withHotkey = (hotkeys: AccountId[], hotkey: AccountId): AccountId[] =>
  hotkeys.includes(hotkey) ? hotkeys : [...hotkeys, hotkey];
