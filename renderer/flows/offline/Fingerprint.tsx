import classes from "./Offline.module.css";

/** The short mark of what is signed: compared by eye on both machines, or only here where another program made the request. */
export function Fingerprint({ value, alone }: { value: string; alone?: boolean }) {
  return (
    <div className={classes.fingerprint}>
      <span className="dim">
        {alone
          ? "Fingerprint of what will be signed, for your notes"
          : "Fingerprint of the call: the same on both machines, or something was changed"}
      </span>
      <code>{value}</code>
    </div>
  );
}
