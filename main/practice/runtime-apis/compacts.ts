import { AccountId32, AlphaBalance, NetUid, TaoBalance } from "../describe/index.ts";
import { type AnyType, compact, u8, u16, u64, u128, vec } from "../scale/index.ts";

/** The compact numbers of which the runtime APIs' answers are made. */
export const c8 = compact(u8);
export const c16 = compact(u16);
export const c64 = compact(u64);
export const c128 = compact(u128);
export const cNetUid = compact(NetUid);
export const cTao = compact(TaoBalance);
export const cAlpha = compact(AlphaBalance);

/** Text as the APIs spell it: each byte as a compact number. */
export const compactText = vec(c8);

/** The parameter that these structs have on the chain. */
export const ACCOUNT_PARAM = [{ name: "AccountId", type: AccountId32 as AnyType }];
