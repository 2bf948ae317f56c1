import { createContext, type ReactNode, useContext } from "react";
import type { PageClient } from "./connection.ts";

const Context = createContext<PageClient | null>(null);

/** Gives the page's one client to everything inside. */
export function ClientProvider({ client, children }: { client: PageClient; children: ReactNode }) {
  return <Context value={client}>{children}</Context>;
}

/** The client of this page. */
export function useClient(): PageClient {
  const client = useContext(Context);
  if (!client) throw new Error("useClient outside ClientProvider");
  return client;
}
