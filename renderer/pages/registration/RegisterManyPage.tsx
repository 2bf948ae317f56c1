/*
 * Register several. Accessible names: select "Wallet"; fields "Subnets" and "Hotkeys"; list "Registrations" with fields
 * "Ceiling for HOTKEY on subnet N (τ)", buttons "Take out", "Put back", "Register once it costs …"; region "Transaction fee";
 * button "Register all for at most <sum> τ"; list "What came of it".
 */
import { useRoute } from "#renderer/lib/route.ts";
import { ManyProgress } from "./ManyProgress.tsx";
import { RegisterManyForm } from "./RegisterManyForm.tsx";

/** Several registrations in one transaction, all or none: the bill before, the progress after. */
export function RegisterManyPage() {
  const transactionId = useRoute().params.get("transaction");
  return transactionId ? <ManyProgress transactionId={transactionId} /> : <RegisterManyForm />;
}
