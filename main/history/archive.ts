import type { Logger } from "pino";
import { openJsonRpc } from "#main/chain/json-rpc.ts";
import type { Live } from "#main/chain/link.ts";
import type { OwnNetworks } from "#main/chain/own-networks.ts";
import { buildRuntimeApi, identify } from "#main/chain/session.ts";
import type { Clock } from "#main/ports/clock.ts";
import { AppError } from "#src/app-error.ts";

const NAME = "archive";
const TIMEOUT_MS = 30_000;

/** A connection beside the app's own, for as long as old blocks are read. */
export interface ArchiveLink {
  readonly live: Live;
  readonly url: string;
  close(): Promise<void>;
}

export interface Archive {
  /**
   * Connects to the first endpoint of the network "archive" that serves the same chain. The public one is asked for its own chain
   * only; an endpoint that the person added there is asked for any. Error: `HISTORY_NO_ARCHIVE`.
   */
  open(live: Live): Promise<ArchiveLink>;
}

export function createArchive(deps: { own: OwnNetworks; clock: Clock; log: Logger }): Archive {
  const { own, clock, log } = deps;

  async function connect(url: string, genesisHash: string): Promise<ArchiveLink> {
    const rpc = await openJsonRpc({ url, clock, timeoutMs: TIMEOUT_MS });
    try {
      const identity = await identify(rpc, clock, { name: NAME, genesisHash });
      const runtime = await buildRuntimeApi({ rpc, identity, cache: null, clock, onPing: () => undefined });
      return {
        live: { api: runtime.api, rpc, identity },
        url,
        async close() {
          await runtime.release();
          rpc.close();
        },
      };
    } catch (error) {
      rpc.close();
      throw error;
    }
  }

  return {
    async open({ identity: { genesisHash } }) {
      const network = own.all().find(({ name }) => name === NAME);
      const urls = (network?.urls ?? []).filter((url) => own.isOwn(url) || network?.genesisHash === genesisHash);
      for (const url of urls) {
        try {
          return await connect(url, genesisHash);
        } catch (err) {
          log.info({ err, url }, "an archive endpoint did not serve");
        }
      }
      throw new AppError(
        "HISTORY_NO_ARCHIVE",
        urls.length === 0 ? "No archive node of this chain is known." : "No archive node of this chain answered.",
        {
          hint: "Add one to the network named archive: `tausmith network add --name archive --url wss://…`, or look through recent blocks only.",
          field: "archive",
        },
      );
    },
  };
}
