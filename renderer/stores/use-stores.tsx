import { createContext, type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import type { Mirror } from "./mirror.ts";
import type { Session, Stores } from "./stores.ts";

const Context = createContext<Stores | null>(null);

/** Gives the page's stores to everything inside. */
export function StoresProvider({ stores, children }: { stores: Stores; children: ReactNode }) {
  return <Context value={stores}>{children}</Context>;
}

/** All stores, for actions such as `reload`. */
export function useStores(): Stores {
  const stores = useContext(Context);
  if (!stores) throw new Error("useStores outside StoresProvider");
  return stores;
}

type MirrorName = Exclude<keyof Stores, "session">;
type MirrorOf<K extends MirrorName> = ReturnType<Stores[K]["getState"]>;

/** One mirror: value, error, age, and `reload`. */
export function useMirror<K extends MirrorName>(name: K): MirrorOf<K> & { reload(): Promise<void> } {
  const store = useStores()[name];
  const state = useStore(store as never) as Mirror<unknown> as MirrorOf<K>;
  return { ...state, reload: store.reload };
}

/** Info, settings, keychain and the chosen wallet. */
export function useSession(): Session {
  return useStore(useStores().session);
}
