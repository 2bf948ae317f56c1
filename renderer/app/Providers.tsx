import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { ClientProvider } from "#renderer/lib/client/client-context.tsx";
import type { PageClient } from "#renderer/lib/client/connection.ts";
import type { Stores } from "#renderer/stores/stores.ts";
import { StoresProvider } from "#renderer/stores/use-stores.tsx";
import { theme } from "#renderer/theme/theme.ts";

export interface ProvidersProps {
  readonly client: PageClient;
  readonly stores: Stores;
  readonly children: ReactNode;
}

/** Theme, client and stores around the pages. Mantine inserts no style tag: its variables are in the style sheet. */
export function Providers({ client, stores, children }: ProvidersProps) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="dark" withCssVariables={false} withGlobalClasses={false}>
      <ClientProvider client={client}>
        <StoresProvider stores={stores}>
          <Notifications position="bottom-right" />
          {children}
        </StoresProvider>
      </ClientProvider>
    </MantineProvider>
  );
}
