import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** A typed path as a whole one: the app may run in another folder than the person's. `~` is the home folder. */
export const absolutePath = (path: string): string =>
  path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : resolve(path);
