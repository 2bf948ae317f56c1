/*
 * Moving a miner. Accessible names: list "Moves"; region "Move a miner away" with select "Miner", "New password",
 * "Repeat password", button "Make the move file"; region "Bring a miner here" with "Move file", "Passphrase of the move
 * file", buttons "Show what it brings", "Import"; region "Steps" with list "Steps of the move", one main button
 * ("Stop this sender", "Take over and start", "Start the miner", "Publish", "Stop this miner"), fields "Ready code" and
 * "Hand-over code", buttons "Cancel the move", "Hold to take it back", "Hold to start without it".
 */
import { Button, Loader } from "@mantine/core";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { StateMark, type Tone } from "#renderer/components/StateMark.tsx";
import { href, useRoute } from "#renderer/lib/route.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { MoveView } from "#src/contract/move.ts";
import { BeginMove } from "./BeginMove.tsx";
import { ImportMove } from "./ImportMove.tsx";
import { MoveDetail } from "./MoveDetail.tsx";
import classes from "./MovePage.module.css";

/** How a stage reads in a list. */
export function stageWords({ stage, stepsDone, steps }: MoveView): { readonly label: string; readonly tone: Tone } {
  if (stage === "cancelled") return { label: "cancelled", tone: "quiet" };
  if (stage === "takenBack") return { label: "taken back", tone: "warning" };
  if (stage === "done" || stage === "handedOver") return { label: "done here", tone: "good" };
  return { label: `step ${Math.min(stepsDone + 1, steps.length)} of ${steps.length}`, tone: "busy" };
}

function MoveList({ moves }: { moves: readonly MoveView[] }) {
  return (
    <Panel title="Moves" flush>
      <ul className={classes.list} aria-label="Moves">
        {moves.map((move) => {
          const { label, tone } = stageWords(move);
          return (
            <li key={move.moveId}>
              <a href={href("move", move.moveId)}>
                <span className={classes.listHead}>
                  <strong>{move.minerName}</strong>
                  <StateMark tone={tone}>{label}</StateMark>
                </span>
                <span className="dim">
                  {move.side === "old" ? "away from this machine" : "to this machine"} ·{" "}
                  {move.steps.find(({ state }) => state === "now")?.title ?? move.sentence}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** Every move of this profile; one with its steps; or the beginning of one, here or over there. */
export function MovePage() {
  const { parts, params } = useRoute();
  const { value, error, reload } = useMirror("moves");
  const shown = value?.find(({ moveId }) => moveId === parts[1]) ?? null;
  const back = (
    <Button component="a" size="xs" variant="subtle" color="gray" href={href("move")}>
      All moves
    </Button>
  );
  if (error) return <ErrorPanel error={error} title="Moves could not be listed" onRetry={() => void reload()} />;
  if (!value) return <Loader aria-label="Loading moves" />;
  if (parts[1] !== undefined) {
    return shown ? (
      <MoveDetail key={shown.moveId} move={shown} back={back} />
    ) : (
      <Panel>
        <EmptyState title="No such move" text="It is not one of this profile." action={back} />
      </Panel>
    );
  }
  return (
    <div className={classes.page}>
      {value.length > 0 ? <MoveList moves={value} /> : null}
      <div className={classes.two}>
        <BeginMove minerId={params.get("miner")} moves={value} />
        <ImportMove />
      </div>
    </div>
  );
}
