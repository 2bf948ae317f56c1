/*
 * Messages. Accessible names:
 * regions "Sign a message", "Verify a signature", "Prove a hotkey", "Verify a hotkey proof".
 * Sign: select "Key", field "Message", group "Message is" (Text, Hex), switch "Wrapped in <Bytes>", "Password of NAME",
 * button "Sign message"; then region "Signed message". Verify: "Address", "Signed text", "Signature", "Check signature".
 * Proof: select "Hotkey", "Challenge", "Make proof"; "Proof", "Check proof".
 */
import { useRoute } from "#renderer/lib/route.ts";
import classes from "./MessagesPage.module.css";
import { ProveHotkey } from "./ProveHotkey.tsx";
import { SignMessage } from "./SignMessage.tsx";
import { VerifyMessage } from "./VerifyMessage.tsx";
import { VerifyProof } from "./VerifyProof.tsx";

/** Signing and checking messages; nothing here touches the network. */
export function MessagesPage() {
  const { params } = useRoute();
  const key = JSON.stringify([params.get("wallet"), params.get("hotkey")]);
  return (
    <div className={classes.page}>
      <div className={classes.column}>
        <SignMessage key={key} walletId={params.get("wallet")} hotkeyName={params.get("hotkey")} />
        <ProveHotkey />
      </div>
      <div className={classes.column}>
        <VerifyMessage />
        <VerifyProof />
      </div>
    </div>
  );
}
