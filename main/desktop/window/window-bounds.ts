import type { Bounds } from "../desktop-state.ts";

/** The smallest window in which every page is usable. */
export const MIN_SIZE = { width: 1_024, height: 700 } as const;
const FIRST_SIZE = { width: 1_280, height: 860 } as const;
/** So much of the title bar must be on a screen that the window can be caught with the mouse. */
const GRIP = 64;

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, Math.max(low, high)));

const overlap = (a: number, aSize: number, b: number, bSize: number): number =>
  Math.min(a + aSize, b + bSize) - Math.max(a, b);

/**
 * Where the window opens: where it was, if that place still lies on a screen that is plugged in; else in the middle of
 * the first screen. `areas` are the screens' work areas.
 */
export function windowBounds(remembered: Bounds | null, areas: readonly Bounds[]): Partial<Bounds> & typeof FIRST_SIZE {
  const home = remembered
    ? areas.find(
        (area) =>
          overlap(remembered.x, remembered.width, area.x, area.width) >= GRIP &&
          remembered.y >= area.y - 1 &&
          overlap(remembered.y, GRIP, area.y, area.height) > 0,
      )
    : undefined;
  const area = home ?? areas[0];
  const wanted = remembered ?? FIRST_SIZE;
  const size = {
    width: clamp(wanted.width, MIN_SIZE.width, area?.width ?? wanted.width),
    height: clamp(wanted.height, MIN_SIZE.height, area?.height ?? wanted.height),
  };
  return (home && remembered ? { x: remembered.x, y: remembered.y, ...size } : size) as ReturnType<typeof windowBounds>;
}
