import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { useAction } from "#renderer/lib/use-call.ts";
import classes from "./ProxiesPage.module.css";

/** Takes the bytes of a call that the chain has as a hash only; they count where they give that hash. */
export function LearnCall({ callHash, onKnown }: { callHash: string; onKnown: () => void }) {
  const learn = useAction("proxies.learnCall");
  const [text, setText] = useState("");
  const [other, setOther] = useState(false);
  const take = async () => {
    const result = await learn.run({ callHex: text.trim().toLowerCase() });
    if (!result.ok) return;
    setOther(result.value.callHash !== callHash);
    if (result.value.callHash === callHash) onKnown();
  };
  return (
    <div className={classes.line}>
      <TextInput
        size="xs"
        aria-label="Bytes of the call"
        placeholder="0x… bytes of the call, from who made it"
        value={text}
        error={other ? "These are the bytes of another call." : null}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button
        size="xs"
        variant="default"
        loading={learn.busy}
        disabled={!/^0x([0-9a-f]{2})+$/i.test(text.trim())}
        onClick={() => void take()}
      >
        Read the call
      </Button>
      {learn.error ? <ErrorPanel error={learn.error} title="The bytes were not taken" /> : null}
    </div>
  );
}
