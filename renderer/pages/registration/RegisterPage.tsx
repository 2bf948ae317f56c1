/*
 * Register. Accessible names:
 * selects "Subnet" and "Hotkey"; field "Price ceiling (τ)"; slider "Price ceiling"; region "Transaction fee";
 * button "Register for at most <sum> τ"; dialog "Confirm: <plan title>" with "Cancel", "Sign and send" or
 * "Hold to sign and send", and "Password of <wallet>" where the wallet has one; progress list
 * "Transaction is <state>"; heading "UID <n>" when done; links "Create a miner with it", "Register another".
 */
import { useRoute } from "#renderer/lib/route.ts";
import { RegisterForm } from "./RegisterForm.tsx";
import { RegisterProgress } from "./RegisterProgress.tsx";

/** The bill before, the progress after. What is chosen stands in the address, so that it can be left and comes back. */
export function RegisterPage() {
  const { params } = useRoute();
  const transactionId = params.get("transaction");
  return transactionId ? <RegisterProgress transactionId={transactionId} /> : <RegisterForm />;
}
