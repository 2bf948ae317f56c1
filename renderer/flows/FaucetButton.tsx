import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDroplet } from "@tabler/icons-react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { useAction } from "#renderer/lib/use-call.ts";
import { useStores } from "#renderer/stores/use-stores.tsx";
import { formatTao } from "#src/amount/format-amount.ts";

/** Practice TAO for an address; shown on the practice network only. Accessible name: "Get 100 practice τ". */
export function FaucetButton({ address, primary }: { address: string; primary?: boolean }) {
  const { balances } = useStores();
  const faucet = useAction("practice.faucet");
  const run = async () => {
    const result = await faucet.run({ address });
    if (!result.ok) return;
    void balances.reload();
    notifications.show({
      title: "Practice τ arrived",
      message: `Free balance is ${formatTao(BigInt(result.value.freeRao))} now.`,
    });
  };
  return (
    <>
      <Button
        size="xs"
        variant={primary ? "filled" : "default"}
        leftSection={<IconDroplet size={14} />}
        loading={faucet.busy}
        onClick={() => void run()}
      >
        Get 100 practice τ
      </Button>
      {faucet.error ? <ErrorPanel error={faucet.error} title="The faucet gave nothing" /> : null}
    </>
  );
}
