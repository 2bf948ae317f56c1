import { Button } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import { QrCode } from "#renderer/components/QrCode.tsx";
import { encodeVaultParts } from "#src/offline/polkadot-vault.ts";
import { encodeFrame, frameCount } from "#src/offline/qr-frames.ts";
import classes from "./Offline.module.css";

/** Slow enough for every camera: five codes a second. */
const FRAME_MS = 200;
/** Polkadot Vault's parts are larger codes, which it wants to see longer. */
const VAULT_FRAME_MS = 400;

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.slice(2).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export type QrContent =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "vaultRequest"; readonly payload: string }
  | { readonly kind: "plain"; readonly text: string };

/**
 * A text as QR codes that change, so that it may be long; a lost or repeated one does no harm.
 * Accessible names: image "QR code 3 …", buttons "Pause", "Go on", "Next code".
 */
export function AnimatedQr({ content, label }: { content: QrContent; label: string }) {
  const [at, setAt] = useState(0);
  const [paused, setPaused] = useState(false);
  const vault = useMemo(
    () => (content.kind === "vaultRequest" ? encodeVaultParts(bytesOf(content.payload)) : null),
    [content],
  );
  const message = useMemo(() => (content.kind === "text" ? new TextEncoder().encode(content.text) : null), [content]);
  const count = vault ? vault.length : message ? frameCount(message.length) : 1;
  const moving = count > 1;

  useEffect(() => {
    if (paused || !moving) return;
    const timer = setInterval(() => setAt((before) => before + 1), vault ? VAULT_FRAME_MS : FRAME_MS);
    return () => clearInterval(timer);
  }, [paused, moving, vault]);

  const code = vault
    ? Array.from(vault[at % vault.length] ?? [])
    : message
      ? encodeFrame(message, moving ? at % 0x7fff_ffff : 0)
      : content.kind === "plain"
        ? content.text
        : "";
  return (
    <div className={classes.qr}>
      <QrCode text={code} label={`QR code ${(at % count) + 1} of ${count}: ${label}`} size={300} />
      {moving ? (
        <div className={classes.row}>
          <Button size="compact-xs" variant="default" onClick={() => setPaused((before) => !before)}>
            {paused ? "Go on" : "Pause"}
          </Button>
          {paused ? (
            <Button size="compact-xs" variant="default" onClick={() => setAt((before) => before + 1)}>
              Next code
            </Button>
          ) : null}
          <span className="dim">{`${count} parts; keep the camera on it until they are all read.`}</span>
        </div>
      ) : null}
    </div>
  );
}
