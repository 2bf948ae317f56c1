import { installPackages, onPath } from "./debian.mjs";

/**
 * The programs of the keychain test on Linux: a Secret Service and a private bus to run it on. Elsewhere the test
 * does not apply.
 *
 * @returns {Promise<boolean>} whether the test can run
 */
export async function ensureSecretService() {
  if (process.platform !== "linux") return false;
  const isThere = () => Boolean(onPath("gnome-keyring-daemon") && onPath("dbus-run-session") && onPath("dbus-daemon"));
  if (!isThere()) await installPackages("gnome-keyring", "dbus", "libsecret-1-0");
  return isThere();
}
