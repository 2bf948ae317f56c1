const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** `12345` → `12,345`, for counts and block numbers. Amounts are formatted by `src/amount`. */
export const count = (value: number): string => WHOLE.format(value);

/** A span in words: `3 s`, `4 min`, `2 h 5 min`, `3 d`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} d`;
}

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
