import { ValueChart } from "#renderer/components/ValueChart.tsx";
import { href } from "#renderer/lib/route.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";

/** Asked again after this many blocks; the app itself notes the worth about as often. */
const BLOCKS = 10;

/** All coldkeys together over the time this app has seen; nothing until there are two moments to join. */
export function WorthOverTime() {
  const network = useMirror("network").value;
  const online = network?.state === "online" || network?.state === "stale";
  const tick = `${network?.genesisHash} ${Math.floor((network?.block ?? 0) / BLOCKS)}`;
  const points = useQuery("portfolio.history", online ? {} : null, tick).value;
  if (!points || points.length < 2) return null;
  return (
    <>
      <ValueChart
        title="Worth of all coldkeys"
        height={80}
        points={points.map(({ atMs, totalRao }) => ({ atMs, rao: BigInt(totalRao) }))}
      />
      <a href={href("portfolio")}>All positions</a>
    </>
  );
}
