/** The first and last six characters, for places where the whole address does not fit: `5Grwva…oHGKut`. */
export function shortAddress(address: string, kept = 6): string {
  return address.length <= kept * 2 + 1 ? address : `${address.slice(0, kept)}…${address.slice(-kept)}`;
}
