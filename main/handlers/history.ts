import type { History } from "#main/history/history.ts";
import type { Handlers } from "./types.ts";

/** What was sent and seen. */
export const historyHandlers = ({ history }: { readonly history: History }): Handlers<"history"> => ({
  list: ({ limit, ...filter }) => history.list(limit, filter),
  get: ({ entryId }) => history.get(entryId),
  csv: ({ what, ...filter }) => history.csv(what, filter),
  rescan: ({ blocks, archive }) => (archive ? history.rescanFromArchive(blocks) : history.rescan(blocks)),
  rescanStatus: () => history.rescanStatus(),
  stopRescan: () => history.stopRescan(),
});
