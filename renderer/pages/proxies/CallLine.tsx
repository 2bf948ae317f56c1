import type { PlanView } from "#src/contract/transactions.ts";
import classes from "./ProxiesPage.module.css";

/** A decoded call, folded: its name, then each argument. */
export function CallLine({ call }: { call: PlanView["call"] }) {
  return (
    <details>
      <summary>
        {`${call.section}.${call.method}, fingerprint `}
        <code>{call.fingerprint}</code>
      </summary>
      <table>
        <tbody>
          {call.args.map((arg) => (
            <tr key={arg.name}>
              <th scope="row">{arg.name}</th>
              <td className={classes.hash}>{arg.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dim">Bytes, for the others who have to read or run it:</p>
      <code className={classes.hash}>{call.hex}</code>
    </details>
  );
}
