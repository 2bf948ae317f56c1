import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "virtual:mantine-variables.css";
import "./theme/base.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { ClientProvider } from "./lib/client/client-context.tsx";
import { createClient } from "./lib/client/create-client.ts";
import { createStores } from "./stores/stores.ts";
import { StoresProvider } from "./stores/use-stores.tsx";
import { theme } from "./theme/theme.ts";

const client = createClient(window);
const stores = createStores(client);
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="dark" withCssVariables={false} withGlobalClasses={false}>
      <ClientProvider client={client}>
        <StoresProvider stores={stores}>
          <Notifications position="bottom-right" />
          <App />
        </StoresProvider>
      </ClientProvider>
    </MantineProvider>
  </StrictMode>,
);
