import type { PairCategory } from "./trade-pairs.ts";

const newYork = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York",
  weekday: "short",
  hour: "2-digit",
  hour12: false,
});

/**
 * Whether a market trades: crypto always, forex from Sunday 17:00 to Friday 17:00 New York, the others Monday to
 * Friday. Holidays are left out here (facts D8).
 */
export function marketOpen(category: PairCategory, atMs: number): boolean {
  if (category === "crypto") return true;
  const parts = newYork.formatToParts(atMs);
  const day = parts.find((part) => part.type === "weekday")?.value;
  const hour = Number(parts.find((part) => part.type === "hour")?.value) % 24;
  if (day === "Sat") return false;
  if (day === "Sun") return category === "forex" && hour >= 17;
  return day !== "Fri" || hour < 17;
}
