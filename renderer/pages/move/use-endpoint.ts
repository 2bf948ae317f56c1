import { useState } from "react";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { MoveView } from "#src/contract/move.ts";

/** The address that is being typed; the port begins as the one the miner listens on here. */
export function useEndpoint(move: MoveView) {
  const own = useMirror("miners").value?.find(({ minerId }) => minerId === move.minerId);
  const [ip, setIp] = useState("");
  const [typed, setPort] = useState<number | null | undefined>(undefined);
  const suggested = move.side === "new" ? (own?.intakePort ?? null) : null;
  return { ip, setIp, port: typed === undefined ? suggested : typed, setPort };
}
