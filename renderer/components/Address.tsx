import { Tooltip } from "@mantine/core";
import { shortAddress } from "#src/address/short-address.ts";
import classes from "./Address.module.css";
import { CopyButton } from "./CopyButton.tsx";
import { Identicon } from "./Identicon.tsx";

export interface AddressProps {
  readonly address: string;
  readonly name?: string | undefined;
  /** Without the copy button, for dense tables. */
  readonly plain?: boolean;
  /** First and last six large, the middle small: for comparing before signing. */
  readonly large?: boolean;
}

/** An address as identicon, name if known, first and last six; whole on hover and on copy. */
export function Address({ address, name, plain, large }: AddressProps) {
  if (large) {
    return (
      <span className={classes.large}>
        <Identicon address={address} size={34} />
        <span className="mono">
          <b>{address.slice(0, 6)}</b>
          <span className={classes.middle}>{address.slice(6, -6)}</span>
          <b>{address.slice(-6)}</b>
        </span>
      </span>
    );
  }
  return (
    <span className={classes.address}>
      <Identicon address={address} />
      {name ? <span className={classes.name}>{name}</span> : null}
      <Tooltip label={<span className="mono">{address}</span>} maw={560}>
        <span className={`mono ${name ? "dim" : ""}`}>{shortAddress(address)}</span>
      </Tooltip>
      {plain ? null : <CopyButton text={address} label={`Copy address ${shortAddress(address)}`} />}
    </span>
  );
}
