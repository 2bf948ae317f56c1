/** One filled cell of an identicon, in a field of 5 by 5. */
export interface IdenticonCell {
  readonly x: number;
  readonly y: number;
}

export interface Identicon {
  /** Hue of the filled cells, degrees. */
  readonly hue: number;
  readonly cells: readonly IdenticonCell[];
}

/** FNV-1a, 32 bits: spreads similar addresses far apart. It identifies nothing; it only paints. */
function hash(text: string, seed: number): number {
  let value = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return value ^ (value >>> 15);
}

/** The same small mirrored picture for the same address, on every machine. */
export function identicon(address: string): Identicon {
  const pattern = hash(address, 1);
  const hue = (hash(address, 2) >>> 0) % 360;
  const cells: IdenticonCell[] = [];
  for (let y = 0; y < 5; y += 1) {
    for (let x = 0; x < 3; x += 1) {
      if (((pattern >>> (y * 3 + x)) & 1) === 0) continue;
      cells.push({ x, y });
      if (x < 2) cells.push({ x: 4 - x, y });
    }
  }
  return { hue, cells };
}
