import { Address } from "#renderer/components/Address.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { PlanRows } from "#renderer/components/PlanRows.tsx";
import { Fingerprint } from "#renderer/flows/offline/Fingerprint.tsx";
import flow from "#renderer/flows/offline/Offline.module.css";
import { count } from "#renderer/lib/format.ts";
import type { OfflineInspection } from "#src/contract/offline.ts";
import classes from "./OfflinePage.module.css";

/** What a request means: first what this machine decoded itself, then what the other one says about it. */
export function DecodedRequest({ seen }: { seen: OfflineInspection }) {
  const { call, claimed, era, key } = seen;
  return (
    <>
      <Fingerprint value={call.fingerprint} />
      {seen.warnings.map((warning) => (
        <p key={warning} className={`${flow.note} warning`}>
          {warning}
        </p>
      ))}
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
        <BillLine name="Spec version">
          {`${seen.specVersion}, metadata ${seen.metadataFrom === "kept" ? "from here" : "came along"}${seen.metadataProven ? ", proven by the chain's own hash in the signature" : ""}`}
        </BillLine>
        <BillLine name="Nonce">{count(seen.nonce)}</BillLine>
        <BillLine name="Valid in blocks">{`${count(era.birthBlock)} to ${count(era.deathBlock)}`}</BillLine>
      </Bill>
      <details>
        <summary>{`The other machine says: ${claimed.title}, on ${claimed.network}. Not checked here.`}</summary>
        <PlanRows rows={claimed.rows} />
      </details>
    </>
  );
}
