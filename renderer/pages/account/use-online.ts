import { useMirror } from "#renderer/stores/use-stores.tsx";

/** Whether the chain can be asked, and how often: anew at least every so many blocks, which are quick on a practice network. */
export function useOnline(everyBlocks = 5): { readonly online: boolean; readonly tick: number } {
  const network = useMirror("network").value;
  const online = network?.state === "online" || network?.state === "stale";
  return { online, tick: Math.floor((network?.block ?? 0) / everyBlocks) };
}
