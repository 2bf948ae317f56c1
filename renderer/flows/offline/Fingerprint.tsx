import classes from "./Offline.module.css";

/** The short mark of a call, to be compared by eye on both machines. */
export function Fingerprint({ value }: { value: string }) {
  return (
    <div className={classes.fingerprint}>
      <span className="dim">Fingerprint of the call: the same on both machines, or something was changed</span>
      <code>{value}</code>
    </div>
  );
}
