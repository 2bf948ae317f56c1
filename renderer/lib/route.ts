import { useSyncExternalStore } from "react";

/** Where the page is: `#/subnets/8?tab=metagraph` gives `["subnets", "8"]` and the parameters. */
export interface Route {
  readonly parts: readonly string[];
  readonly params: URLSearchParams;
}

/** Reads a route out of a hash. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?");
  const parts = path.split("/").filter(Boolean).map(decodeURIComponent);
  return { parts, params: new URLSearchParams(query) };
}

let known = { hash: "\0", route: parseRoute("") };

function current(): Route {
  if (known.hash !== window.location.hash) {
    known = { hash: window.location.hash, route: parseRoute(window.location.hash) };
  }
  return known.route;
}

function listen(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

/** The current route; hashes need nothing from the server and work under `app://` and http alike. */
export const useRoute = (): Route => useSyncExternalStore(listen, current);

/** The address of a page: `href("signals", uuid)`. */
export const href = (...parts: readonly (string | number)[]): string =>
  `#/${parts.map((part) => encodeURIComponent(part)).join("/")}`;

/** Goes to a page given by `href`, or by a link of the app's own such as `/signals/<uuid>`. */
export function go(target: string): void {
  window.location.hash = target.startsWith("#") ? target.slice(1) : target;
}

/** Changes parameters of the page that is shown, without a new step in the history. `null` removes one. */
export function setParams(changes: Readonly<Record<string, string | null>>): void {
  const { parts, params } = current();
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  const query = next.toString();
  window.location.replace(`${href(...parts)}${query ? `?${query}` : ""}`);
}
