import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { PlanRows } from "#renderer/components/PlanRows.tsx";
import { Fingerprint } from "#renderer/flows/offline/Fingerprint.tsx";
import flow from "#renderer/flows/offline/Offline.module.css";
import { count } from "#renderer/lib/format.ts";
import type { OfflineInspection, OfflineTransaction } from "#src/contract/offline.ts";
import classes from "./OfflinePage.module.css";

const METADATA = { kept: "from here", carried: "came along", remembered: "came along earlier" } as const;

const metadataWords = (seen: OfflineTransaction): string =>
  `${seen.specVersion}, metadata ${METADATA[seen.metadataFrom]}${
    seen.metadataProven ? ", proven by the chain's metadata hash" : ", not proven by the signature"
  }`;

function lifeWords({ era }: OfflineTransaction): string {
  if (era === null) return "for ever";
  if (era.birthBlock === null || era.deathBlock === null) return `${count(era.periodBlocks)} blocks at most`;
  return `${count(era.birthBlock)} to ${count(era.deathBlock)}`;
}

/** What will be signed, read here from its own bytes. */
function Content({ seen }: { seen: OfflineInspection }) {
  if (seen.kind === "message") {
    return (
      <section aria-label="What will be signed">
        <strong>A message, between &lt;Bytes&gt; and &lt;/Bytes&gt;</strong>
        <pre className={classes.message}>{seen.message}</pre>
      </section>
    );
  }
  const { call } = seen;
  return (
    <section aria-label="What will be signed">
      <strong>{`${call.section}.${call.method}`}</strong>
      <table className={classes.args}>
        <tbody>
          {call.args.map((arg) => (
            <tr key={arg.name}>
              <th scope="row">{arg.name}</th>
              <td className="mono">{arg.value}</td>
              <td className="dim">{arg.type}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What a request means: first what this machine decoded itself, then what the other one says about it. */
export function DecodedRequest({ seen }: { seen: OfflineInspection }) {
  const { key } = seen;
  return (
    <>
      <Fingerprint value={seen.fingerprint} alone={seen.form === "vault"} />
      {seen.form === "vault" ? (
        <p className="dim">
          Another program made this code for Polkadot Vault. It shows no fingerprint: compare every line below with what
          you wanted.
        </p>
      ) : null}
      {seen.warnings.map((warning) => (
        <p key={warning} className={`${flow.note} warning`}>
          {warning}
        </p>
      ))}
      <Content seen={seen} />
      <Bill label="Frame of the signature">
        <BillLine name="Signed by">
          {key ? `${key.walletName}${key.hotkeyName === null ? " (coldkey)" : ` / ${key.hotkeyName}`}` : "no key here"}
        </BillLine>
        <BillLine name="Address">
          <Address address={seen.signer} large />
        </BillLine>
        <BillLine name="Network">{seen.knownNetwork ?? "none that this app knows"}</BillLine>
        <BillLine name="Genesis">
          <code>{`${seen.genesisHash.slice(0, 12)}…${seen.genesisHash.slice(-6)}`}</code>
        </BillLine>
        {seen.kind === "transaction" ? (
          <>
            <BillLine name="Spec version">{metadataWords(seen)}</BillLine>
            <BillLine name="Nonce">{count(seen.nonce)}</BillLine>
            {seen.tipRao === "0" ? null : (
              <BillLine name="Tip">
                <Amount rao={seen.tipRao} />
              </BillLine>
            )}
            <BillLine name="Valid in blocks">{lifeWords(seen)}</BillLine>
          </>
        ) : null}
      </Bill>
      {seen.kind === "transaction" && seen.claimed ? (
        <details>
          <summary>{`The other machine says: ${seen.claimed.title}, on ${seen.claimed.network}. Not checked here.`}</summary>
          <PlanRows rows={seen.claimed.rows} />
        </details>
      ) : null}
    </>
  );
}
