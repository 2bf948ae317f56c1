import { useState } from "react";
import { setParams, useRoute } from "#renderer/lib/route.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useChosenWallet } from "#renderer/stores/use-wallet.ts";
import type { WalletView } from "#src/contract/wallet.ts";

/** One hotkey for one subnet; `key` names it. */
export interface ManyRow {
  readonly key: string;
  readonly netuid: number;
  readonly hotkeyName: string;
  readonly ceilingRao: bigint | null;
}

export interface ManyChoice {
  readonly wallet: WalletView | null;
  readonly netuids: readonly number[];
  readonly hotkeys: readonly string[];
  /** Every chosen subnet with every chosen hotkey, without those taken out. */
  readonly rows: readonly ManyRow[];
  /** Taken out by the person. */
  readonly left: readonly ManyRow[];
  choose(changes: { netuids?: readonly number[]; hotkeys?: readonly string[]; walletId?: string | null }): void;
  setCeiling(key: string, rao: bigint): void;
  takeOut(key: string, out: boolean): void;
}

const listOf = (text: string | null): unknown[] => {
  try {
    const value: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
};

/** Subnets and hotkeys stand in the address, so that they can be left and come back; ceilings only while one looks. */
export function useManyChoice(): ManyChoice {
  const { params } = useRoute();
  const wallets = useMirror("wallets").value ?? [];
  const chosen = useChosenWallet();
  const wallet = wallets.find(({ walletId }) => walletId === params.get("wallet")) ?? chosen;
  const names = (wallet?.hotkeys ?? []).map(({ name }) => name);
  const [ceilings, setCeilings] = useState<Readonly<Record<string, bigint>>>({});
  const [out, setOut] = useState<readonly string[]>([]);
  const netuids = listOf(params.get("subnets")).filter((one): one is number => Number.isInteger(one));
  const hotkeys = listOf(params.get("hotkeys")).filter((one): one is string => names.includes(String(one)));
  const all = netuids.flatMap((netuid) =>
    hotkeys.map((hotkeyName): ManyRow => {
      const key = `${netuid}/${hotkeyName}`;
      return { key, netuid, hotkeyName, ceilingRao: ceilings[key] ?? null };
    }),
  );
  return {
    wallet,
    netuids,
    hotkeys,
    rows: all.filter(({ key }) => !out.includes(key)),
    left: all.filter(({ key }) => out.includes(key)),
    choose(changes) {
      setParams({
        ...(changes.netuids ? { subnets: JSON.stringify(changes.netuids) } : {}),
        ...(changes.hotkeys ? { hotkeys: JSON.stringify(changes.hotkeys) } : {}),
        ...(changes.walletId === undefined ? {} : { wallet: changes.walletId, hotkeys: null }),
      });
    },
    setCeiling: (key, rao) => setCeilings((known) => ({ ...known, [key]: rao })),
    takeOut: (key, gone) => setOut((known) => (gone ? [...known, key] : known.filter((one) => one !== key))),
  };
}
