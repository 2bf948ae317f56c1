import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import type { ErrorView } from "#src/result.ts";
import { createCodeTaker, type Taken } from "./code-taker.ts";
import classes from "./Offline.module.css";
import { pixelsOf, readQr } from "./read-qr.ts";

const LOOK_MS = 100;

function cameraError(cause: unknown): ErrorView {
  const name = cause instanceof DOMException ? cause.name : "";
  if (name === "NotAllowedError") {
    return {
      code: "CAMERA_REFUSED",
      message: "The camera may not be used.",
      hint: "Allow it for this page in the browser or system settings, or use a file or an image.",
    };
  }
  if (name === "NotFoundError") {
    return { code: "CAMERA_ABSENT", message: "This machine has no camera.", hint: "Use a file or an image instead." };
  }
  return {
    code: "CAMERA_UNUSABLE",
    message: "The camera cannot be used now.",
    hint: "Close other programs that use it and try again, or use a file or an image.",
  };
}

function letGo(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/**
 * Reads QR codes with the camera until the text is whole. The picture stays in this page, and the camera is let go
 * as soon as the text is there or the view is left.
 * Accessible names: video "Camera", status "Scan progress", button "Stop the camera".
 */
export function CameraView({ onText, onStop }: { onText: (text: string) => void; onStop: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const done = useRef(onText);
  done.current = onText;
  const [taken, setTaken] = useState<Taken | null>(null);
  const [error, setError] = useState<ErrorView | null>(null);
  const [again, setAgain] = useState(0);

  // `again` is read by being a dependency: it asks for the camera once more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see the line above
  useEffect(() => {
    let stream: MediaStream | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const canvas = document.createElement("canvas");
    const taker = createCodeTaker();
    const look = () => {
      const view = video.current;
      if (ended || !view) return;
      const pixels = pixelsOf(view, view.videoWidth, view.videoHeight, canvas);
      const code = pixels && readQr(pixels);
      if (code) {
        const now = taker.take(code);
        setTaken(now);
        if (now.text !== null) return done.current(now.text);
      }
      timer = setTimeout(look, LOOK_MS);
    };
    const begin = async () => {
      setError(null);
      try {
        if (!navigator.mediaDevices) throw new DOMException("no camera", "NotFoundError");
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
        const view = video.current;
        if (ended || !view) return letGo(stream);
        view.srcObject = stream;
        await view.play();
        look();
      } catch (cause) {
        if (!ended) setError(cameraError(cause));
      }
    };
    void begin();
    return () => {
      ended = true;
      clearTimeout(timer);
      letGo(stream);
    };
  }, [again]);

  return (
    <div className={classes.camera}>
      {error ? (
        <ErrorPanel error={error} title="Nothing was scanned" onRetry={() => setAgain((count) => count + 1)} />
      ) : (
        <video ref={video} className={classes.video} aria-label="Camera" muted playsInline />
      )}
      <p role="status" aria-label="Scan progress" className="dim">
        {error
          ? "The camera is off."
          : taken === null
            ? "Hold the code in front of the camera."
            : taken.refusal
              ? taken.refusal
              : taken.foreign && taken.need === 0
                ? "This QR code is none that is understood here."
                : `${taken.have} of ${taken.need} parts read.`}
      </p>
      <div className={classes.row}>
        <Button size="xs" variant="default" onClick={onStop}>
          Stop the camera
        </Button>
      </div>
    </div>
  );
}
