import { ipcMain } from "electron";
import { IPC_CALL, IPC_SUBSCRIBE } from "#src/contract/ipc.ts";
import { createPageIpc, type PageIpc, type PageIpcDeps } from "./page-ipc.ts";

/**
 * The only place where main listens to a window. Every message passes the sender check and the contract's schemas
 * before anything is done with it.
 */
export function registerPageIpc(deps: PageIpcDeps): PageIpc {
  const page = createPageIpc(deps);
  ipcMain.handle(IPC_CALL, (event, name: unknown, input: unknown) => page.call(event, name, input));
  ipcMain.on(IPC_SUBSCRIBE, (event, stream: unknown, wanted: unknown) => page.subscribe(event, stream, wanted));
  return page;
}

/** Listens once on a confirmation window's own channel. Returns a function that gives it up. */
export function registerConfirmIpc(
  channel: string,
  listener: (event: Parameters<Parameters<typeof ipcMain.on>[1]>[0], answer: unknown) => void,
): () => void {
  ipcMain.on(channel, listener);
  return () => ipcMain.off(channel, listener);
}
