import { duration } from "#src/words/duration.ts";

export { count } from "#src/words/count.ts";
export { duration };

/** How long ago: `just now`, `12 s ago`, `4 min ago`. */
export function ago(atMs: number, nowMs: number): string {
  const ms = nowMs - atMs;
  return ms < 2_000 ? "just now" : `${duration(ms)} ago`;
}

/** Local date and time to the second, `2025-03-01 14:05:09`. */
export function clockTime(atMs: number): string {
  const date = new Date(atMs);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** The time of today, the date and time of another day. */
export const shortTime = (atMs: number, nowMs: number): string => {
  const [day, time] = clockTime(atMs).split(" ");
  return clockTime(nowMs).startsWith(`${day}`) ? `${time}` : clockTime(atMs);
};

/** A share between 0 and 1 as `12.3 %`. */
export const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`;
