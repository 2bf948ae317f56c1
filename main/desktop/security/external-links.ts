import { shell } from "electron";
import { linkIdOf, linkUrl } from "#src/links/external-links.ts";

/**
 * Opens an outside link of our own list in the person's browser. What is given is only looked up: the address that
 * opens is the one in the list. Anything else does nothing.
 */
export function openOutside(url: string): void {
  const id = linkIdOf(url);
  if (id !== null) void shell.openExternal(linkUrl(id));
}
