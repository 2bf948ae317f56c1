import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MoveView } from "#src/contract/move.ts";
import { type CliRun, runCliProcess } from "#test/support/cli-process.ts";
import { type MoveMachine, type MoveRoom, openMoveRoom, registeredHotkey } from "#test/support/move-room.ts";

let room: MoveRoom;
let old: MoveMachine;
let fresh: MoveMachine;
let dir: string;
let passwordFile: string;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "tausmith-move-cli-"));
  passwordFile = join(dir, "passphrase");
  writeFileSync(passwordFile, "carry me across the street\n", { mode: 0o600 });
  room = await openMoveRoom();
  [old, fresh] = await Promise.all([room.machine("old"), room.machine("new")]);
}, 240_000);
afterAll(async () => {
  await room.close();
  rmSync(dir, { recursive: true, force: true });
}, 60_000);

const move = (machine: MoveMachine, ...argv: string[]): Promise<CliRun> =>
  runCliProcess(["move", ...argv, "--data", machine.dir, "--json"]);
async function valueIn<T>(run: Promise<CliRun>): Promise<T> {
  const done = await run;
  expect({ code: done.code, err: done.err, out: done.out }).toMatchObject({ code: 0 });
  return done.json().value as unknown as T;
}
const errorIn = async (run: Promise<CliRun>): Promise<string | undefined> => (await run).json().error?.code;

describe("a move in the terminal", { timeout: 600_000 }, () => {
  it("takes a sender from one profile to another, one command a step, and says what comes next", async () => {
    const { walletId, hotkeyName, hotkey } = await registeredHotkey(old, "practice", 8, room.practice);
    const { minerId } = await old.call("miners.create", { walletId, hotkeyName, netuid: 8 });
    await old.call("miners.start", { minerId });

    const file = join(dir, "move.json");
    const made = await valueIn<{ path: string; move: MoveView }>(
      move(old, "export", "--to", file, "--password-file", passwordFile),
    );
    expect(made).toMatchObject({ path: file, move: { stage: "made", fingerprint: expect.any(String) } });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).not.toContain(hotkey);
    expect(await errorIn(move(old, "export", "--to", file, "--password-file", passwordFile))).toBe("MOVE_UNDER_WAY");
    expect(await errorIn(move(old, "stop", "--for", "K7QD-2M9"))).toBe("MOVE_READY_CODE");
    expect(await errorIn(move(old, "take-back"))).toBe("USAGE_WRONG");

    const wrong = join(dir, "wrong");
    writeFileSync(wrong, "carry me across the road\n", { mode: 0o600 });
    expect(await errorIn(move(fresh, "import", "--from", file, "--password-file", wrong))).toBe("AUTH_PASSWORD_WRONG");
    expect(await errorIn(move(fresh, "import", "--from", join(dir, "none"), "--password-file", passwordFile))).toBe(
      "FILE_UNREADABLE",
    );
    const shown = ["--from", file, "--password-file", passwordFile];
    expect(await valueIn(move(fresh, "import", ...shown, "--preview"))).toMatchObject({ hotkey, problem: null });
    expect(await fresh.call("wallet.list", {})).toEqual([]);
    const imported = await valueIn<MoveView>(move(fresh, "import", ...shown));
    expect(imported).toMatchObject({ stage: "imported", fingerprint: made.move.fingerprint });
    const id = imported.moveId.slice(0, 8);
    const status = await runCliProcess(["move", "status", "--data", fresh.dir]);
    expect(status.out).toContain(`Ready code: ${imported.readyCode}`);
    expect(status.out).toContain(`tausmith move stop ${id} --for ${imported.readyCode}`);
    expect(await errorIn(move(fresh, "start", id))).toBe("MOVE_AWAITS_HANDOVER");
    expect(await errorIn(move(fresh, "start", id, "--old-machine-is-dead"))).toBe("CONFIRMATION_MISSING");

    const token = join(dir, "handover.txt");
    const stopped = await valueIn<{ path: string; token: string; move: MoveView }>(
      move(old, "stop", id, "--for", imported.readyCode ?? "", "--to", token),
    );
    expect(stopped).toMatchObject({ path: token, move: { stage: "handedOver" } });
    expect(readFileSync(token, "utf8")).toBe(`${stopped.token}\n`);
    expect(await valueIn(move(fresh, "start", id, "--token-file", token))).toMatchObject({
      stage: "done",
      minerRunning: true,
    });
    expect(await valueIn(move(old, "status"))).toMatchObject([{ side: "old", stage: "handedOver" }]);
    expect(await errorIn(move(old, "cancel", id))).toBe("MOVE_STEP_REFUSED");
    expect(await errorIn(move(old, "status", "ffffffff"))).toBe("MOVE_UNKNOWN");
  });
});
