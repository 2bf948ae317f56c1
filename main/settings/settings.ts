import type { Store } from "#main/store/store.ts";
import { type SettingsView, settingsView } from "#src/contract/app.ts";
import { DEFAULT_THRESHOLDS } from "#src/neurons/alarm.ts";

const DEFAULTS: SettingsView = { theme: "system", autoLockMinutes: 10, onboarded: false, ...DEFAULT_THRESHOLDS };

/** What a person has set, kept in the profile. */
export interface Settings {
  get(): SettingsView;
  set(change: { readonly [K in keyof SettingsView]?: SettingsView[K] | undefined }): SettingsView;
  onChange(listener: (settings: SettingsView) => void): () => void;
  /** The network this profile was last connected to by choice, or null. */
  network(): string | null;
  rememberNetwork(network: string): void;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Settings are single rows, so that an unknown or broken one falls back to its default alone. */
export function createSettings(store: Store): Settings {
  store.migrate("settings", ["CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"]);
  const listeners = new Set<(settings: SettingsView) => void>();
  const fields = settingsView.shape;

  const write = store.db.prepare(
    "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );

  const get = (): SettingsView => {
    const rows = store.db.prepare("SELECT name, value FROM settings").all() as { name: string; value: string }[];
    const found: Record<string, unknown> = {};
    for (const row of rows) {
      const field = fields[row.name as keyof typeof fields];
      const value = field?.safeParse(parseJson(row.value));
      if (value?.success) found[row.name] = value.data;
    }
    return { ...DEFAULTS, ...found };
  };

  return {
    get,
    set(change) {
      store.transaction(() => {
        for (const [name, value] of Object.entries(change)) {
          if (value !== undefined) write.run(name, JSON.stringify(value));
        }
      });
      const settings = get();
      for (const listener of listeners) listener(settings);
      return settings;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    network() {
      const row = store.db.prepare("SELECT value FROM settings WHERE name = 'network'").get();
      const value = parseJson(String(row?.value));
      return typeof value === "string" ? value : null;
    },
    rememberNetwork(network) {
      write.run("network", JSON.stringify(network));
    },
  };
}
