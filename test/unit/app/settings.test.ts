import { expect, test } from "vitest";
import { createSettings } from "#main/settings/settings.ts";
import { openStore } from "#main/store/store.ts";
import { DEFAULT_THRESHOLDS } from "#src/neurons/alarm.ts";

test("settings are kept, told to listeners, and a broken row falls back alone", () => {
  const store = openStore(":memory:");
  const settings = createSettings(store);
  expect(settings.get()).toEqual({ theme: "system", autoLockMinutes: 10, onboarded: false, ...DEFAULT_THRESHOLDS });
  const seen: number[] = [];
  const stop = settings.onChange((value) => seen.push(value.autoLockMinutes));
  settings.set({ autoLockMinutes: 5, theme: "dark" });
  stop();
  settings.set({ onboarded: true });
  store.db.prepare("UPDATE settings SET value = '\"purple\"' WHERE name = 'theme'").run();
  store.db.prepare("UPDATE settings SET value = '{' WHERE name = 'onboarded'").run();
  settings.set({ onboarded: true });
  expect(createSettings(store).get()).toEqual({
    theme: "system",
    autoLockMinutes: 5,
    onboarded: true,
    ...DEFAULT_THRESHOLDS,
  });
  expect(seen).toEqual([5]);
});

test("the chosen network is remembered apart from what a page may set", () => {
  const store = openStore(":memory:");
  const settings = createSettings(store);
  expect(settings.network()).toBeNull();
  settings.rememberNetwork("finney");
  settings.rememberNetwork("test");
  expect(createSettings(store).network()).toBe("test");
  expect(settings.get()).not.toHaveProperty("network");
});
