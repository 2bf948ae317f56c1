import { Button, SegmentedControl, Textarea } from "@mantine/core";
import { useId, useState } from "react";
import { FileField } from "#renderer/components/FileField.tsx";
import { CameraView } from "./CameraView.tsx";
import { createCodeTaker } from "./code-taker.ts";
import classes from "./Offline.module.css";
import { readQrFile } from "./read-qr.ts";

const MAX_BYTES = 16_777_216;

type Way = "file" | "camera" | "images" | "text";

export interface TakeTextProps {
  /** What is taken, for the fields: "request", "answer". */
  readonly what: string;
  readonly onText: (text: string) => void;
}

/** Pictures of QR codes, in any order. */
function ImagesField({ onText }: { onText: (text: string) => void }) {
  const id = useId();
  const [told, setTold] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const take = async (files: readonly File[]) => {
    setBusy(true);
    const taker = createCodeTaker();
    let found = 0;
    let needed = 0;
    let whole: string | null = null;
    let refusal: string | undefined;
    for (const file of files) {
      const code = await readQrFile(file);
      if (code === null) continue;
      const { have, need, text, refusal: why } = taker.take(code);
      refusal = why ?? refusal;
      found = have;
      needed = need;
      whole = text ?? whole;
    }
    setBusy(false);
    if (whole !== null) return onText(whole);
    setTold(
      needed === 0
        ? (refusal ?? "There is no QR code in these images that is understood here.")
        : `${found} of ${needed} parts are in these images. Choose more of them at once.`,
    );
  };
  return (
    <div className={classes.form}>
      <label htmlFor={id}>Images with QR codes</label>
      <input
        id={id}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        multiple
        disabled={busy}
        onChange={(event) => {
          setTold(null);
          void take([...(event.currentTarget.files ?? [])]);
        }}
      />
      {busy ? <p className="dim">Reading the images.</p> : null}
      {told ? (
        <p className="warning" role="alert">
          {told}
        </p>
      ) : null}
    </div>
  );
}

/**
 * Takes a text from the other machine: a file, the camera, images, or pasted.
 * Accessible names: group "Take the request by" (File, Camera, Images, Paste); "File with the request",
 * "Images with QR codes", "Text of the request" with "Take it".
 */
export function TakeText({ what, onText }: TakeTextProps) {
  const [way, setWay] = useState<Way>("file");
  const [typed, setTyped] = useState("");
  return (
    <div className={classes.form}>
      <SegmentedControl
        aria-label={`Take the ${what} by`}
        size="xs"
        value={way}
        onChange={(value) => setWay(value as Way)}
        data={[
          { value: "file", label: "File" },
          { value: "camera", label: "Camera" },
          { value: "images", label: "Images" },
          { value: "text", label: "Paste" },
        ]}
      />
      {way === "file" ? (
        <FileField
          label={`File with the ${what}`}
          accept=".json,application/json,.txt"
          maxBytes={MAX_BYTES}
          onText={(text) => text !== null && onText(text)}
        />
      ) : null}
      {way === "camera" ? <CameraView onText={onText} onStop={() => setWay("file")} /> : null}
      {way === "images" ? <ImagesField onText={onText} /> : null}
      {way === "text" ? (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            onText(typed);
          }}
        >
          <Textarea
            label={`Text of the ${what}`}
            rows={4}
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <div className={classes.row}>
            <Button type="submit" size="xs" variant="default" disabled={typed.trim() === ""}>
              Take it
            </Button>
          </div>
        </form>
      ) : null}
    </div>
  );
}
