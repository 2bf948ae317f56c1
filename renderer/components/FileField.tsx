import { useId, useState } from "react";
import classes from "./FileField.module.css";

export interface FileFieldProps {
  readonly label: string;
  readonly description?: string;
  /** Endings such as `.json`. */
  readonly accept?: string;
  readonly maxBytes: number;
  /** The text of the chosen file and its name; null when it was taken away or is too large. */
  readonly onText: (text: string | null, name: string) => void;
}

/** Chooses a text file, by button or by dropping it on the field. It is read in the page and kept nowhere. */
export function FileField({ label, description, accept, maxBytes, onText }: FileFieldProps) {
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (file: File | undefined) => {
    setProblem(null);
    if (!file) return onText(null, "");
    if (file.size > maxBytes) {
      setProblem(`This file is larger than ${Math.floor(maxBytes / 1_024)} KiB, so it is not the one that is wanted.`);
      return onText(null, file.name);
    }
    try {
      onText(await file.text(), file.name);
    } catch {
      setProblem("This file cannot be read. Check its permissions and choose it again.");
      onText(null, file.name);
    }
  };
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label}</label>
      {description ? <span className="dim">{description}</span> : null}
      <input
        id={id}
        type="file"
        {...(accept === undefined ? {} : { accept })}
        onChange={(event) => void take(event.currentTarget.files?.[0])}
      />
      {problem ? (
        <span className="danger" role="alert">
          {problem}
        </span>
      ) : null}
    </div>
  );
}
