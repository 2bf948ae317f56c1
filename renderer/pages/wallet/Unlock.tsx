import { Button, Modal, PasswordInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { useAction } from "#renderer/lib/use-call.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import classes from "./WalletPage.module.css";

/** Asks the password of a coldkey. It stays in this dialog and goes with it. */
export function Unlock({ wallet, onClose }: { wallet: WalletView; onClose: () => void }) {
  const unlock = useAction("wallet.unlock");
  const [password, setPassword] = useState("");
  useEffect(() => () => setPassword(""), []);
  const submit = async () => {
    const result = await unlock.run({ walletId: wallet.walletId, password });
    setPassword("");
    if (result.ok) onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Unlock">
      <form
        className={classes.detail}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <PasswordInput
          label="Password"
          description={`Unlocks ${wallet.name} until it locks by itself.`}
          autoComplete="off"
          data-autofocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {unlock.error ? <ErrorPanel error={unlock.error} title="It stays locked" /> : null}
        <div className={classes.actions}>
          <Button type="submit" loading={unlock.busy} disabled={password === ""}>
            Unlock wallet
          </Button>
        </div>
      </form>
    </Modal>
  );
}
