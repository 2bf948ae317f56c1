import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useQuery } from "./use-call.ts";

/** Whether the connected runtime can do something (the table of `src/network/features.ts`), and why not where it cannot. */
export function useFeature(id: string): { readonly missing: boolean; readonly reason: string | null } {
  const status = useMirror("network").value;
  const connected = status !== null && status.specVersion !== null;
  const runtime = `${status?.genesisHash} ${status?.specVersion}`;
  const found = useQuery("network.capabilities", connected ? {} : null, runtime);
  const feature = found.value?.features.find((one) => one.id === id);
  return { missing: feature?.state === "missing", reason: feature?.reason ?? null };
}
