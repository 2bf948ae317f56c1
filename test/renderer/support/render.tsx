import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { Providers } from "#renderer/app/Providers.tsx";
import type { PageClient } from "#renderer/lib/client/connection.ts";
import { createStores, type Stores } from "#renderer/stores/stores.ts";

/** What jsdom lacks and Mantine asks for. */
function fillGaps(): void {
  window.matchMedia ??= (query: string) =>
    ({
      matches: false,
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      addListener: () => undefined,
      removeListener: () => undefined,
    }) as unknown as MediaQueryList;
  window.ResizeObserver ??= class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  } as typeof ResizeObserver;
  // jsdom lays nothing out; every box is as large as a small window's page.
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, get: () => 400 });
  Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, get: () => 900 });
  Element.prototype.scrollTo ??= () => undefined;
  Element.prototype.scrollIntoView ??= () => undefined;
}

/** Renders a page over a client, at an address such as `#/register?netuid=8`. */
export function renderPage(
  client: PageClient,
  page: ReactNode,
  hash = "#/home",
): { stores: Stores; rerender: (page: ReactNode) => void } {
  fillGaps();
  window.location.hash = hash;
  const stores = createStores(client);
  const wrap = (inner: ReactNode) => (
    <Providers client={client} stores={stores}>
      {inner}
    </Providers>
  );
  const { rerender } = render(wrap(page));
  return { stores, rerender: (next) => rerender(wrap(next)) };
}
