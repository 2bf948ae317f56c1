import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { timeMs } from "./scalars.ts";

/** One line of the activity feed. */
export const activityView = z.strictObject({
  id: z.int(),
  atMs: timeMs,
  area: z.string(),
  level: z.enum(["info", "good", "warning", "danger"]),
  text: z.string(),
  /** A page of the app that shows more, such as `/signals/<uuid>`. */
  link: z.string().nullable(),
});
export type ActivityView = z.infer<typeof activityView>;

/** What a person may set. */
export const settingsView = z.strictObject({
  theme: z.enum(["system", "dark", "light"]),
  autoLockMinutes: z.int().min(1).max(240),
  /** The first-run choice has been made. */
  onboarded: z.boolean(),
  /** A neuron so many registrations or fewer from being replaced is told. */
  alertRegistrationsAway: z.int().min(1).max(256),
  /** So many blocks before its immunity ends it is told; null for the last hour, or the last tenth of a shorter one. */
  alertImmunityBlocks: z.int().min(1).max(65_535).nullable(),
});
export type SettingsView = z.infer<typeof settingsView>;

export const appContract = {
  info: procedure(
    "read",
    "Version, front and where this profile lives",
    z.strictObject({}),
    z.strictObject({
      version: z.string(),
      front: z.enum(["desktop", "browser", "terminal", "test"]),
      profileDir: z.string(),
      platform: z.string(),
      nodeVersion: z.string(),
      startedAtMs: timeMs,
    }),
  ),
  settings: procedure("read", "Settings of this profile", z.strictObject({}), settingsView),
  setSettings: procedure("write", "Change settings", settingsView.partial(), settingsView),
  activity: procedure(
    "read",
    "Newest activity first",
    z.strictObject({ limit: z.int().min(1).max(500).default(50) }),
    z.array(activityView),
  ),
  activityChanged: stream("The newest activity lines", z.array(activityView)),
} as const;
