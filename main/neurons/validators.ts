import type { Chain } from "#main/chain/chain.ts";
import type { ValidatorRow } from "#src/signals/validator-row.ts";
import { readMetagraph } from "./metagraph.ts";

/** Rows are read again after this many blocks. */
const REFRESH_BLOCKS = 5;

/** Who a miner of a subnet talks to. */
export interface Validators {
  /** All neurons of the subnet as the dispatcher sees them, at most a few blocks old. Errors: `NETWORK_OFFLINE`, `SUBNET_UNKNOWN`. */
  validatorsFor(netuid: number): Promise<readonly ValidatorRow[]>;
  /** The same, read now. */
  refresh(netuid: number): Promise<readonly ValidatorRow[]>;
}

interface Kept {
  readonly genesisHash: string;
  readonly atBlock: number;
  readonly rows: readonly ValidatorRow[];
}

/** Reads metagraphs for miners and keeps each for a few blocks; several miners of one subnet share one read. */
export function createValidators(chain: Chain): Validators {
  const kept = new Map<number, Kept>();
  const reading = new Map<number, Promise<readonly ValidatorRow[]>>();

  async function read(netuid: number): Promise<readonly ValidatorRow[]> {
    const { api, identity } = chain.live();
    const { neurons, atBlock } = await readMetagraph(api, netuid);
    const rows = neurons.map(({ uid, hotkey, ip, port, permit, stakeRao, trust }) => ({
      uid,
      hotkey,
      ip,
      port,
      permit,
      stakeRao,
      trust: trust ?? 0,
    }));
    kept.set(netuid, { genesisHash: identity.genesisHash, atBlock, rows });
    return rows;
  }

  function refresh(netuid: number): Promise<readonly ValidatorRow[]> {
    const underWay = reading.get(netuid);
    if (underWay) return underWay;
    const started = read(netuid).finally(() => reading.delete(netuid));
    reading.set(netuid, started);
    return started;
  }

  return {
    refresh,
    async validatorsFor(netuid) {
      const known = kept.get(netuid);
      const { identity } = chain.live();
      const age = (chain.head()?.number ?? 0) - (known?.atBlock ?? 0);
      const fresh = known?.genesisHash === identity.genesisHash && age >= 0 && age < REFRESH_BLOCKS;
      return fresh && known ? known.rows : refresh(netuid);
    },
  };
}
