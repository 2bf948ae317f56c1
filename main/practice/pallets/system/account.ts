import {
  type AccountId,
  AccountId32,
  AccountInfo,
  blake2,
  type Context,
  DispatchError,
  DispatchEventInfo,
  defineEvents,
  H256,
  storageMap,
} from "../../describe/index.ts";
import { bool, named } from "../../scale/index.ts";
import type { ValueOf } from "../../scale/type.ts";

const AccountIdOfT = named(AccountId32, "T::AccountId");
/** The flag that marks accounts of the balance logic in use: 2 to the 127. */
export const NEW_LOGIC_FLAG = 1n << 127n;

export type AccountInfoValue = ValueOf<typeof AccountInfo>;

export const systemEvents = defineEvents("System", {
  ExtrinsicSuccess: [0, { dispatch_info: DispatchEventInfo }],
  ExtrinsicFailed: [1, { dispatch_error: DispatchError, dispatch_info: DispatchEventInfo }],
  CodeUpdated: [2],
  NewAccount: [3, { account: AccountIdOfT }],
  KilledAccount: [4, { account: AccountIdOfT }],
  Remarked: [5, { sender: AccountIdOfT, hash: named(H256, "T::Hash") }],
  UpgradeAuthorized: [6, { code_hash: named(H256, "T::Hash"), check_version: bool }],
});

/** Nonce, references and balance of every account. */
export const Account = storageMap("System", "Account", [blake2(AccountId32)], AccountInfo, {
  nonce: 0,
  consumers: 0,
  providers: 0,
  sufficients: 0,
  data: { free: 0n, reserved: 0n, frozen: 0n, flags: 0n },
});

/**
 * Changes an account's balances and keeps its existence in step: made at the first balance, removed with the last.
 * Gives back whether it was made or removed.
 */
export function changeAccount(ctx: Context, who: AccountId, info: AccountInfoValue): "made" | "removed" | "kept" {
  const existed = info.providers > 0;
  const exists = info.data.free > 0n || info.data.reserved > 0n;
  if (!existed && exists) {
    Account.put(ctx, who, { ...info, providers: 1, data: { ...info.data, flags: NEW_LOGIC_FLAG } });
    ctx.emit(systemEvents.NewAccount({ account: who }));
    return "made";
  }
  if (existed && !exists && info.sufficients === 0) {
    Account.remove(ctx, who);
    ctx.emit(systemEvents.KilledAccount({ account: who }));
    return "removed";
  }
  Account.put(ctx, who, info);
  return "kept";
}
