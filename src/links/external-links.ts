/** Every place outside that Tausmith links to, by id. The window opens these and no others. */
const LINKS = {
  bittensorDocs: "https://docs.learnbittensor.org/",
  finneyExplorer: "https://taostats.io/",
  vantaDashboard: "https://dashboard.taoshi.io/",
} as const;

export type LinkId = keyof typeof LINKS;

/** The address behind an id. */
export const linkUrl = (id: LinkId): string => LINKS[id];

/** The id of an address that is exactly one of ours, or null. */
export function linkIdOf(url: string): LinkId | null {
  const found = Object.entries(LINKS).find(([, own]) => own === url);
  return found ? (found[0] as LinkId) : null;
}
