import { memo } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { clockTime } from "#renderer/lib/format.ts";
import type { BackupChange, BackupView } from "#src/contract/wallet-care.ts";
import classes from "./SettingsPage.module.css";

const WORDS: Record<BackupChange["change"], { readonly text: string; readonly tone: string }> = {
  add: { text: "comes in", tone: "good" },
  same: { text: "is here already", tone: "dim" },
  complete: { text: "watched here, gets its secret", tone: "good" },
  rename: { text: "comes in under another name", tone: "warning" },
};

/** What a backup holds against what is here, line by line. Nothing that is here is ever replaced. Drawn once: it may be long. */
export const BackupChanges = memo(function BackupChanges({ view, label }: { view: BackupView; label: string }) {
  return (
    <div className={classes.form}>
      <p className="dim">{`Made on ${clockTime(view.madeAtMs)}. Nothing that is here is replaced.`}</p>
      <ul className={classes.changes} aria-label={label}>
        {view.changes.map(({ what, name, address, change, newName }) => (
          <li key={`${what} ${name} ${address ?? ""}`}>
            <span className="dim">{what}</span>
            <strong>{name}</strong>
            {address ? <Address address={address} plain /> : null}
            <span className={WORDS[change].tone}>
              {newName ? `${WORDS[change].text}: ${newName}` : WORDS[change].text}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
});
