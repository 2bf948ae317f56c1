import { Button, Checkbox, Modal, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { saveText } from "#renderer/lib/csv.ts";
import { count } from "#renderer/lib/format.ts";
import { href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import type { Output } from "#src/contract/index.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { AnimatedQr } from "./AnimatedQr.tsx";
import { Fingerprint } from "./Fingerprint.tsx";
import classes from "./Offline.module.css";

type Request = Output<"offline.request">;

function RequestView({ request }: { request: Request }) {
  const [shown, setShown] = useState<"file" | "qr" | "vault">("file");
  return (
    <div className={classes.form}>
      <Fingerprint value={request.fingerprint} />
      <SegmentedControl
        aria-label="Carry the request by"
        size="xs"
        value={shown}
        onChange={(value) => setShown(value as typeof shown)}
        data={[
          { value: "file", label: "File" },
          { value: "qr", label: "QR codes" },
          { value: "vault", label: "Polkadot Vault" },
        ]}
      />
      {shown === "file" ? (
        <>
          <p className="dim">
            Carry it on a stick to the machine that holds the key, and open it there under “Offline signing”.
          </p>
          <div className={classes.row}>
            <Button onClick={() => saveText(request.fileName, request.file, "application/json")}>Save request</Button>
          </div>
        </>
      ) : null}
      {shown === "qr" ? (
        <>
          <p className="dim">
            Without the chain's metadata, which is too long for codes: the other machine must have seen a file of this
            runtime version once.
          </p>
          <AnimatedQr content={{ kind: "text", text: request.qrText }} label="the request" />
        </>
      ) : null}
      {shown === "vault" ? (
        <>
          <p className="dim">
            For a Polkadot Vault that was given this chain and its metadata before. Scan its answer under “Offline
            signing”.
          </p>
          <AnimatedQr content={{ kind: "vaultRequest", payload: request.vaultPayload }} label="for Polkadot Vault" />
        </>
      ) : null}
      <p className="dim">{`It can be included until block ${count(request.deathBlock)}; bring the answer back before.`}</p>
    </div>
  );
}

export interface SignElsewhereProps {
  readonly plan: PlanView;
  readonly onClose: () => void;
}

/**
 * Gives a plan out to be signed on another machine.
 * Accessible names: dialog "Sign on another machine"; "Send the chain's metadata along", "Make the request"; then
 * group "Carry the request by" (File, QR codes, Polkadot Vault), "Save request", link "Take the answer back".
 */
export function SignElsewhere({ plan, onClose }: SignElsewhereProps) {
  const make = useAction("offline.request");
  const [withMetadata, setWithMetadata] = useState(true);
  const [request, setRequest] = useState<Request | null>(null);
  const submit = async () => {
    const result = await make.run({ planId: plan.planId, withMetadata });
    if (result.ok) setRequest(result.value);
  };
  return (
    <Modal opened onClose={onClose} title="Sign on another machine" size="lg" closeOnClickOutside={false}>
      <div className={classes.form}>
        <p>{plan.title}</p>
        {request ? (
          <>
            <RequestView request={request} />
            <div className={classes.row}>
              <Button component="a" href={href("offline")} variant="default">
                Take the answer back
              </Button>
            </div>
          </>
        ) : (
          <form
            className={classes.form}
            onSubmit={(event) => {
              event.preventDefault();
              void submit();
            }}
          >
            <Checkbox
              label="Send the chain's metadata along"
              description="Needed by a machine that never was online: it decodes the call with it. The file is some 200 KiB then."
              checked={withMetadata}
              onChange={(event) => setWithMetadata(event.currentTarget.checked)}
            />
            {make.error ? <ErrorPanel error={make.error} title="No request was made" /> : null}
            <div className={classes.row}>
              <Button type="submit" loading={make.busy} data-autofocus>
                Make the request
              </Button>
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
            </div>
          </form>
        )}
      </div>
    </Modal>
  );
}
