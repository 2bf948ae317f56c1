import { Button } from "@mantine/core";
import { useState } from "react";
import type { PlanView } from "#src/contract/transactions.ts";
import { SignElsewhere } from "./SignElsewhere.tsx";

export interface SignElsewhereButtonProps {
  readonly plan: PlanView;
  readonly disabled?: boolean;
  /** The only way to sign it, because the key is not here. */
  readonly primary?: boolean;
  /** The plan is to stay as it is while it is given out. */
  readonly onOpen: () => void;
  /** It was left, with or without a request made of it; a new plan is wanted. */
  readonly onClose: () => void;
}

/** Gives a prepared plan out to be signed on another machine: button "Sign on another machine". */
export function SignElsewhereButton({ plan, disabled, primary, onOpen, onClose }: SignElsewhereButtonProps) {
  const [held, setHeld] = useState<PlanView | null>(null);
  return (
    <>
      <Button
        fullWidth
        size={primary ? "md" : "xs"}
        variant={primary ? "filled" : "subtle"}
        disabled={disabled ?? false}
        onClick={() => {
          setHeld(plan);
          onOpen();
        }}
      >
        Sign on another machine
      </Button>
      {held ? (
        <SignElsewhere
          plan={held}
          onClose={() => {
            setHeld(null);
            onClose();
          }}
        />
      ) : null}
    </>
  );
}
