import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { CopyButton } from "#renderer/components/CopyButton.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { FileField } from "#renderer/components/FileField.tsx";
import { HoldButton } from "#renderer/components/HoldButton.tsx";
import { saveText } from "#renderer/lib/csv.ts";
import { useAction, useQuery } from "#renderer/lib/use-call.ts";
import type { MoveView } from "#src/contract/move.ts";
import { parseReadyCode } from "#src/move/ready-code.ts";
import classes from "./MovePage.module.css";
import { PublishAxon, ReachStep } from "./PublishAxon.tsx";

const TOKEN_MAX_BYTES = 240_000;

/** A command line for the other machine, to be copied. */
function OtherCommand({ command }: { command: string | null }) {
  if (command === null) return null;
  return (
    <div>
      <span className="dim">In a terminal of the other machine, or on its Move page:</span>
      <div className={classes.command}>
        <code>{command}</code>
        <CopyButton text={command} label="Copy the command" />
      </div>
    </div>
  );
}

/** Ends the old sender for the ready code of the new machine. */
function StopSender({ move }: { move: MoveView }) {
  const stop = useAction("move.stop");
  const [code, setCode] = useState("");
  const [drain, setDrain] = useState(true);
  const ready = parseReadyCode(code);
  const stopping = move.stage === "stopping";
  const run = (wait: boolean) => {
    setDrain(wait);
    void stop.run({ moveId: move.moveId, drain: wait, ...(ready === null ? {} : { readyCode: ready }) });
  };
  return (
    <form
      className={classes.act}
      onSubmit={(event) => {
        event.preventDefault();
        run(true);
      }}
    >
      {stopping ? null : (
        <TextInput
          label="Ready code"
          description="The other machine shows it once the file is imported there"
          placeholder="K7QD-2M9X"
          autoComplete="off"
          value={code}
          error={code.length >= 8 && ready === null ? "This is no ready code: eight letters and digits." : null}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      )}
      {stop.error ? <ErrorPanel error={stop.error} title="It was not stopped" /> : null}
      <div className={classes.row}>
        <Button
          type="submit"
          loading={(stop.busy || (stopping && move.minerRunning)) && drain}
          disabled={!stopping && ready === null}
        >
          Stop this sender
        </Button>
        <Button
          variant="default"
          loading={stop.busy && !drain}
          disabled={stop.busy || (!stopping && ready === null)}
          onClick={() => run(false)}
        >
          Stop at once, hand the rest over
        </Button>
      </div>
    </form>
  );
}

/** The signed statement to be carried across. */
function CarryToken({ move }: { move: MoveView }) {
  const token = useQuery("move.token", { moveId: move.moveId });
  if (token.error) return <ErrorPanel error={token.error} title="The code could not be read" onRetry={token.reload} />;
  if (!token.value) return null;
  const { token: text, fileName } = token.value;
  return (
    <div className={classes.act}>
      <div className={classes.command}>
        <code>{text}</code>
        <CopyButton text={text} label="Copy the hand-over code" />
      </div>
      <div className={classes.row}>
        <Button onClick={() => saveText(fileName, `${text}\n`, "text/plain")}>Save as a file</Button>
      </div>
      <OtherCommand command={move.otherCommand} />
    </div>
  );
}

/** Takes the hand-over code and starts; without it only by holding a button that names the risk. */
function TakeOver({ move }: { move: MoveView }) {
  const start = useAction("move.start");
  const force = useAction("move.takeOver");
  const [token, setToken] = useState("");
  const [dead, setDead] = useState(false);
  const { moveId } = move;
  const forced = async () => {
    const result = await force.run({ moveId, oldMachineIsDead: true });
    if (result.ok) await start.run({ moveId });
  };
  const error = start.error ?? force.error;
  return (
    <form
      className={classes.act}
      onSubmit={(event) => {
        event.preventDefault();
        void start.run({ moveId, token });
      }}
    >
      <div>
        <span className="dim">Ready code for the old machine:</span>
        <div className={classes.code}>
          <span>{move.readyCode}</span>
          {move.readyCode ? <CopyButton text={move.readyCode} label="Copy the ready code" /> : null}
        </div>
      </div>
      <OtherCommand command={move.otherCommand} />
      <Textarea
        label="Hand-over code"
        description="The old machine shows it once its sender has ended"
        placeholder="tausmith-handover-1.…"
        rows={3}
        value={token}
        onChange={(event) => setToken(event.currentTarget.value)}
      />
      <FileField label="or its file" maxBytes={TOKEN_MAX_BYTES} onText={(text) => setToken(text ?? "")} />
      {error ? <ErrorPanel error={error} title="It was not started" /> : null}
      <div className={classes.row}>
        <Button type="submit" loading={start.busy} disabled={token.trim() === ""}>
          Take over and start
        </Button>
        {dead ? null : (
          <Button variant="subtle" color="gray" onClick={() => setDead(true)}>
            The old machine is dead
          </Button>
        )}
      </div>
      {dead ? (
        <div className={classes.risk} role="alert">
          <p className="warning">
            Nobody says that the old sender has ended. If it still runs, or is switched on again, every order goes out
            twice, and that costs money. Signals that were unsettled when the file was made are not sent from here.
          </p>
          <HoldButton label="Hold to start without it" loading={force.busy} onHeld={() => void forced()} />
        </div>
      ) : null}
    </form>
  );
}

function StartMiner({ move }: { move: MoveView }) {
  const start = useAction("move.start");
  return (
    <div className={classes.act}>
      {start.error ? <ErrorPanel error={start.error} title="It did not start" /> : null}
      <div className={classes.row}>
        <Button loading={start.busy} onClick={() => void start.run({ moveId: move.moveId })}>
          Start the miner
        </Button>
      </div>
    </div>
  );
}

/** Ends an old axon; before it is quiet only by holding. */
function StopAxon({ move }: { move: MoveView }) {
  const stop = useAction("move.stop");
  const run = (anyway: boolean) => void stop.run({ moveId: move.moveId, anyway });
  return (
    <div className={classes.act}>
      {stop.error ? <ErrorPanel error={stop.error} title="It was not stopped" /> : null}
      <div className={classes.row}>
        {move.action === "stop" ? (
          <Button loading={stop.busy} onClick={() => run(false)}>
            Stop this miner
          </Button>
        ) : (
          <HoldButton label="Hold to stop it now all the same" loading={stop.busy} onHeld={() => run(true)} />
        )}
      </div>
    </div>
  );
}

/** What is to be done at the step that is on: one main button, and the other machine's part of it. */
export function MoveActionView({ move }: { move: MoveView }) {
  const sender = move.role === "sender";
  switch (move.action) {
    case "import":
      return (
        <div className={classes.act}>
          <OtherCommand command={move.otherCommand} />
          {sender ? <StopSender move={move} /> : <PublishAxon move={move} quiet />}
        </div>
      );
    case "stop":
      return sender ? <StopSender move={move} /> : <StopAxon move={move} />;
    case "watch":
      return <StopAxon move={move} />;
    case "carry":
      return <CarryToken move={move} />;
    case "giveCode":
    case "takeOver":
      return <TakeOver move={move} />;
    case "check":
      return <ReachStep move={move} />;
    case "start":
      return <StartMiner move={move} />;
    case "publish":
      return <PublishAxon move={move} />;
    default:
      return null;
  }
}
