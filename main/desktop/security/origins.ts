/** Our own scheme: no page is ever loaded from a file or from the network. */
export const APP_SCHEME = "app";
/** The pages. */
export const PAGE_ORIGIN = `${APP_SCHEME}://tausmith`;
/** The confirmation window. */
export const CONFIRM_ORIGIN = `${APP_SCHEME}://confirm`;

/** The origin of an address, or null where it has none. Node and Chromium differ on special schemes, so it is read here. */
export function originOf(url: string): string | null {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([a-z0-9.-]+(?::\d+)?)(?:[/?#]|$)/.exec(url);
  return match ? `${match[1]}://${match[2]}` : null;
}
