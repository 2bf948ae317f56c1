import type { HistoryEntry } from "#src/contract/history.ts";
import type { TransactionView } from "#src/contract/transactions.ts";
import { callKind } from "#src/history/call-kind.ts";

/** What was sent from here and is in no block that was looked through. */
export const fromSent = (sent: TransactionView): HistoryEntry => ({
  entryId: sent.transactionId,
  source: "sent",
  network: sent.network,
  genesisHash: null,
  block: sent.block,
  hash: sent.hash as HistoryEntry["hash"],
  atMs: sent.recordedAtMs,
  kind: callKind(sent.section, sent.method, true),
  title: sent.title,
  section: sent.section,
  method: sent.method,
  signer: sent.signer,
  keys: [sent.signer],
  netuids: [],
  args: [],
  state: sent.state,
  error: sent.error,
  quoted: sent.quoted,
  feePaidRao: sent.paid?.feeRao ?? null,
  feePaidAlphaRao: sent.paid?.feeAlphaRao ?? null,
  changeRao: sent.paid?.spentRao == null ? null : (-BigInt(sent.paid.spentRao)).toString(),
  trades: [],
  ...(sent.items ? { items: sent.items } : {}),
  events: [],
});

/** What a block shows, with what is known of it from sending it. */
export const withSent = (seen: HistoryEntry, sent: TransactionView): HistoryEntry => ({
  ...seen,
  source: "sent",
  title: sent.title,
  state: sent.state,
  error: sent.error ?? seen.error,
  quoted: sent.quoted,
  ...(sent.items ? { items: sent.items } : {}),
  ...(sent.paid?.moved ? { moved: sent.paid.moved } : {}),
});
