import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { step } from "../lib/progress.mjs";
import { run } from "../lib/run.mjs";

/** The first of these programs that is on the PATH. */
export function onPath(...names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  for (const name of names) {
    const folder = folders.find((each) => existsSync(join(each, name)));
    if (folder) return join(folder, name);
  }
  return undefined;
}

const isRootOnDebian = () => process.platform === "linux" && process.getuid?.() === 0 && Boolean(onPath("apt-get"));

/** Installs packages of a Debian-like system where this process may; tells whether they are there now. */
export async function installPackages(...packages: readonly string[]): Promise<boolean> {
  if (!isRootOnDebian()) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const result = await step(`Installing ${packages.join(", ")} (apt-get)`, async () => {
    await run("apt-get", ["update", "-qq"], { env });
    return run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], { env });
  });
  return result.code === 0;
}
