import { announcementDeposit, DEPOSITS_AT_424 } from "#src/fees/deposits.ts";
import type { AccountId, Context } from "../../describe/index.ts";
import { currency } from "../balances/currency.ts";
import { Announcements, type AnnouncementValue, proxyErrors } from "./storage.ts";

export const MAX_PENDING = 75;

/** Stores a delegate's announcements and brings the deposit in step. */
function keep(ctx: Context, who: AccountId, list: AnnouncementValue[], heldRao: bigint): void {
  const due = announcementDeposit(DEPOSITS_AT_424, list.length);
  if (due > heldRao) currency.reserve(ctx, who, due - heldRao);
  else currency.unreserve(ctx, who, heldRao - due);
  if (list.length === 0) Announcements.remove(ctx, who);
  else Announcements.put(ctx, who, [list, due]);
}

/** Adds an announcement. Throws TooMany, and the Token error where the deposit is not there. */
export function addAnnouncement(ctx: Context, who: AccountId, added: AnnouncementValue): void {
  const [list, heldRao] = Announcements.get(ctx, who);
  if (list.length >= MAX_PENDING) throw proxyErrors.TooMany();
  keep(ctx, who, [...list, added], heldRao);
}

/** Takes out what `fits`; false where nothing did. */
export function dropAnnouncements(ctx: Context, who: AccountId, fits: (one: AnnouncementValue) => boolean): boolean {
  const [list, heldRao] = Announcements.get(ctx, who);
  const left = list.filter((one) => !fits(one));
  if (left.length === list.length) return false;
  keep(ctx, who, left, heldRao);
  return true;
}
