import { useMemo } from "react";
import { encode } from "uqr";

export interface QrCodeProps {
  /** Text, or bytes where a format wants them. */
  readonly text: string | readonly number[];
  readonly label: string;
  readonly size?: number;
}

/** A QR code drawn as one path, always dark on white so that every camera reads it. */
export function QrCode({ text, label, size = 168 }: QrCodeProps) {
  const { path, side } = useMemo(() => {
    const code = encode(text, { ecc: "M", border: 2 });
    const rows = code.data.map((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : "")).join(""));
    return { path: rows.join(""), side: code.size };
  }, [text]);
  return (
    <svg width={size} height={size} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
