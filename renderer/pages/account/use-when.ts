import { count, duration } from "#renderer/lib/format.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";

/** "block 1,234, in 3 min": a block to come, counted down as blocks go by. */
export function useWhen(atBlock: number): (block: number) => string {
  const network = useMirror("network").value;
  const now = Math.max(atBlock, network?.block ?? 0);
  const blockTimeMs = network?.blockTimeMs ?? null;
  return (block) => {
    const left = Math.max(0, block - now);
    const time = left === 0 ? ", which has come" : blockTimeMs === null ? "" : `, in ${duration(left * blockTimeMs)}`;
    return `block ${count(block)}${time}`;
  };
}
