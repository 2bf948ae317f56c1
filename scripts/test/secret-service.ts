import { installPackages, onPath } from "./debian.ts";

/**
 * Tells whether the keychain test can run against a real Secret Service on a private bus, installing both where this
 * process may. Linux only; elsewhere the test does not apply.
 */
export async function ensureSecretService(): Promise<boolean> {
  if (process.platform !== "linux") return false;
  const isThere = () => Boolean(onPath("gnome-keyring-daemon") && onPath("dbus-run-session") && onPath("dbus-daemon"));
  if (!isThere()) await installPackages("gnome-keyring", "dbus", "libsecret-1-0");
  return isThere();
}
