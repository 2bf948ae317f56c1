import type { Front } from "#main/handlers/types.ts";
import type { Events } from "#main/ports/events.ts";
import { removeHostFile, writeHostFile } from "#main/profile/host-file.ts";
import type { Dispatch } from "#main/transport/dispatch.ts";
import { type HttpHost, startHttpHost } from "./http-host.ts";

export interface OpenHostOptions {
  readonly app: { readonly dispatch: Dispatch; readonly events: Events };
  readonly profileDir: string;
  readonly front: Front;
  readonly port: number;
  readonly pagesDir: string | null;
}

/**
 * Starts the host of a profile and tells the terminal, through `host.json`, where it is. The desktop app opens it too,
 * without pages, so that a terminal beside it reaches the profile that is open. Errors: `PORT_IN_USE`.
 */
export async function openHost(options: OpenHostOptions): Promise<HttpHost> {
  const { app, profileDir, front, port, pagesDir } = options;
  const host = await startHttpHost({ dispatch: app.dispatch, events: app.events, port, pagesDir });
  writeHostFile(profileDir, { pid: process.pid, port: host.port, token: host.terminalToken, front });
  return {
    ...host,
    async stop() {
      removeHostFile(profileDir, process.pid);
      await host.stop();
    },
  };
}
