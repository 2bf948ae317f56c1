import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "virtual:mantine-variables.css";
import "../theme/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { PageClient } from "#renderer/lib/client/connection.ts";
import { createStores } from "#renderer/stores/stores.ts";
import { App } from "./App.tsx";
import { Providers } from "./Providers.tsx";

/** Puts the app on the page, over whatever client it was given. */
export function mount(client: PageClient): void {
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no #root");
  createRoot(root).render(
    <StrictMode>
      <Providers client={client} stores={createStores(client)}>
        <App />
      </Providers>
    </StrictMode>,
  );
}
