import { useAction } from "#renderer/lib/use-call.ts";
import { useSession, useStores } from "#renderer/stores/use-stores.tsx";
import type { SettingsView } from "#src/contract/app.ts";

/** Settings as they are kept, and a way to change some of them; changes count at once. */
export function useSettings() {
  const { session } = useStores();
  const { settings } = useSession();
  const change = useAction("app.setSettings");
  const save = async (input: Partial<SettingsView>): Promise<void> => {
    const result = await change.run(input);
    if (result.ok) session.setState({ settings: result.value });
  };
  return { settings, save, error: change.error };
}
