import type { Activity } from "#main/activity/activity.ts";
import type { Settings } from "#main/settings/settings.ts";
import type { Handlers } from "./types.ts";

/** What the app area tells of itself. */
export interface AppFacts {
  readonly version: string;
  readonly profileDir: string;
  readonly startedAtMs: number;
}

export const appHandlers = (services: {
  readonly facts: AppFacts;
  readonly settings: Settings;
  readonly activity: Activity;
}): Handlers<"app"> => ({
  info: (_input, context) => ({
    ...services.facts,
    front: context.front,
    platform: process.platform,
    nodeVersion: process.versions.node,
  }),
  settings: () => services.settings.get(),
  setSettings: (change) => services.settings.set(change),
  activity: ({ limit }) => services.activity.list(limit),
});
