import { freePortNear } from "#main/signals/free-port.ts";
import { AppError } from "#src/app-error.ts";

/**
 * The port of a new miner's intake: the one that was asked for, else the first free one that no other miner of the
 * profile has. Errors: `MINER_PORT_TAKEN` with another one offered, `MINER_NO_FREE_PORT`.
 */
export async function chooseIntakePort(
  wanted: number | undefined,
  first: number,
  taken: ReadonlySet<number>,
): Promise<number> {
  if (wanted === undefined) {
    const free = await freePortNear(first, taken);
    if (free !== null) return free;
    throw new AppError("MINER_NO_FREE_PORT", "No free port was found for the signal intake.", {
      hint: "Choose a port for the intake yourself.",
      field: "intakePort",
    });
  }
  if (!taken.has(wanted)) return wanted;
  const free = await freePortNear(wanted + 1, taken);
  throw new AppError("MINER_PORT_TAKEN", `Another miner of this profile takes its signals on port ${wanted}.`, {
    hint: free === null ? "Choose another port." : `Port ${free} is free.`,
    field: "intakePort",
    details: { port: wanted, freePort: free },
  });
}
