import { useMemo } from "react";
import { identicon } from "#renderer/lib/identicon.ts";

/** A small picture that is the same for the same address. Decoration beside the address, never instead of it. */
export function Identicon({ address, size = 18 }: { address: string; size?: number }) {
  const { hue, cells } = useMemo(() => identicon(address), [address]);
  return (
    <svg width={size} height={size} viewBox="-0.5 -0.5 6 6" aria-hidden="true" focusable="false">
      <rect x="-0.5" y="-0.5" width="6" height="6" rx="1" fill={`hsl(${hue} 25% 50% / 0.18)`} />
      <path d={cells.map(({ x, y }) => `M${x} ${y}h1.02v1.02h-1.02z`).join("")} fill={`hsl(${hue} 45% 58%)`} />
    </svg>
  );
}
