import type { Logger } from "pino";
import type { Activity } from "#main/activity/activity.ts";
import type { Chain } from "#main/chain/chain.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Events } from "#main/ports/events.ts";
import type { Success } from "#main/transactions/plan-spec.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { AppError } from "#src/app-error.ts";
import type { RegistrationPrice, RegistrationStatus } from "#src/contract/registration.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { planRegistration } from "./plan-registration.ts";
import { type Pair, readNetuids, readStatuses } from "./read-mine.ts";
import { readPrice } from "./read-price.ts";

/** So many pairs of hotkey and subnet are looked at with every block; more only now and then. */
const PAIRS_A_BLOCK = 200;
const FULL_LOOK_BLOCKS = 25;
/** Subnets appear and vanish rarely. */
const NETUIDS_KEPT_BLOCKS = 100;

export interface Registration {
  start(): void;
  stop(): void;
  /** Errors: `SUBNET_UNKNOWN`, `REGISTRATION_ROOT`, `NETWORK_OFFLINE`. */
  price(netuid: number): Promise<RegistrationPrice>;
  /** A plan that pays no more than the ceiling. Errors: `REGISTRATION_…`, `TRANSACTION_BALANCE_TOO_LOW`, `KEY_…`. */
  prepare(wish: {
    netuid: number;
    walletId: string;
    hotkeyName: string;
    ceilingRao?: bigint | undefined;
  }): Promise<PlanView>;
  status(netuid: number, hotkey: string): Promise<RegistrationStatus>;
  /** UIDs that this profile's hotkeys hold, on all subnets. */
  mine(): Promise<RegistrationStatus[]>;
}

export function createRegistration(deps: {
  chain: Chain;
  keys: Pick<Keys, "list" | "get" | "hotkey">;
  transactions: Pick<Transactions, "prepare">;
  events: Events;
  activity: Pick<Activity, "add">;
  log: Logger;
}): Registration {
  const { chain, keys, transactions, events, activity, log } = deps;
  let stops: (() => void)[] = [];
  let netuids: { readonly genesisHash: string; readonly atBlock: number; readonly list: readonly number[] } | null =
    null;
  let held: RegistrationStatus[] | null = null;
  let heldOn = "";
  let lastFullLook = 0;
  let looking: Promise<RegistrationStatus[]> | null = null;

  const ownHotkeys = (): string[] => [
    ...new Set(keys.list().flatMap((wallet) => wallet.hotkeys.map((hotkey) => hotkey.address))),
  ];

  async function subnetNumbers(): Promise<readonly number[]> {
    const { identity } = chain.live();
    const atBlock = chain.head()?.number ?? 0;
    const old = netuids?.genesisHash !== identity.genesisHash || atBlock - netuids.atBlock > NETUIDS_KEPT_BLOCKS;
    if (old || !netuids) netuids = { genesisHash: identity.genesisHash, atBlock, list: await readNetuids(chain) };
    return netuids.list;
  }

  /** Tells what changed since the last look: a UID won, moved or lost. */
  function compare(now: RegistrationStatus[]): void {
    const { identity } = chain.live();
    const former = heldOn === identity.genesisHash ? held : null;
    held = now;
    heldOn = identity.genesisHash;
    const plain = (list: RegistrationStatus[] | null): string =>
      JSON.stringify((list ?? []).map(({ atBlock: _, ...rest }) => rest));
    if (former !== null && plain(former) === plain(now)) return;
    events.publish("registration.changed", now);
    for (const lost of former ?? []) {
      if (now.some((status) => status.netuid === lost.netuid && status.hotkey === lost.hotkey)) continue;
      activity.add({
        area: "registration",
        level: "danger",
        text: `A hotkey lost UID ${lost.uid} on subnet ${lost.netuid}: it was replaced or deregistered.`,
        link: "/register",
      });
    }
  }

  async function look(everywhere: boolean): Promise<RegistrationStatus[]> {
    const hotkeys = ownHotkeys();
    const known = (held ?? []).filter((status) => hotkeys.includes(status.hotkey));
    const pairs: Pair[] = everywhere
      ? (await subnetNumbers())
          .filter((netuid) => netuid !== 0)
          .flatMap((netuid) => hotkeys.map((hotkey) => ({ netuid, hotkey })))
      : known;
    const statuses = pairs.length === 0 ? [] : await readStatuses(chain, pairs);
    const now = statuses.filter((status) => status.registered);
    compare(now);
    return now;
  }

  function mine(): Promise<RegistrationStatus[]> {
    looking ??= look(true).finally(() => {
      looking = null;
    });
    return looking;
  }

  async function onHead(block: number): Promise<void> {
    if (looking || ownHotkeys().length === 0) return;
    const many = ownHotkeys().length * (await subnetNumbers()).length > PAIRS_A_BLOCK;
    const everywhere = !many || block - lastFullLook >= FULL_LOOK_BLOCKS || held === null;
    if (everywhere) lastFullLook = block;
    if (everywhere) await mine();
    else await look(false);
  }

  const quietly = (work: Promise<unknown>): void => {
    work.catch((err: unknown) => log.debug({ err }, "registrations are read again when the node is back"));
  };

  async function confirmUid(netuid: number, hotkey: string, { block }: Success): Promise<void> {
    const [status] = await readStatuses(chain, [{ netuid, hotkey }], block.hash);
    activity.add(
      status?.registered
        ? {
            area: "registration",
            level: "good",
            text: `Registered on subnet ${netuid} as UID ${status.uid}, protected until block ${status.immuneUntilBlock}.`,
            link: "/register",
          }
        : {
            area: "registration",
            level: "danger",
            text: `The registration on subnet ${netuid} was paid, but the chain shows no UID for the hotkey.`,
            link: "/register",
          },
    );
    await mine();
  }

  return {
    start() {
      stops = [
        chain.onLive(() => quietly(mine())),
        chain.onHead((head) => quietly(onHead(head.number))),
        events.subscribe("wallet.changed", () => {
          if (chain.head()) quietly(mine());
        }),
      ];
    },
    stop() {
      for (const stop of stops) stop();
      stops = [];
    },
    price: (netuid) => readPrice(chain, netuid),
    async prepare({ netuid, walletId, hotkeyName, ceilingRao }) {
      const wallet = keys.get(walletId);
      const hotkey = keys.hotkey(walletId, hotkeyName).address;
      const price = await readPrice(chain, netuid);
      const wish = {
        netuid,
        walletId,
        coldkey: wallet.address,
        hotkeyName,
        hotkey,
        ceilingRao: ceilingRao ?? null,
        ownHotkeys: ownHotkeys(),
      };
      const spec = await planRegistration(chain, wish, price, (success) => confirmUid(netuid, hotkey, success));
      return transactions.prepare(spec);
    },
    async status(netuid, hotkey) {
      decodeAddress(hotkey, { field: "hotkey" });
      const [status] = await readStatuses(chain, [{ netuid, hotkey }]);
      if (!status) throw new AppError("NETWORK_OFFLINE", "The node gave no answer.", { hint: "Try again." });
      return status;
    },
    mine,
  };
}
