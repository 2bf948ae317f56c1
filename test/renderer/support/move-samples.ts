import type { MovePreview, MoveView } from "#src/contract/move.ts";
import { type MoveSituation, moveSteps } from "#src/move/steps.ts";
import { MY_HOTKEY } from "./samples.ts";

/** A move as the app tells it; the steps follow from side, role and stage. */
export function move(over: Partial<MoveView> = {}): MoveView {
  const situation: MoveSituation = {
    side: over.side ?? "old",
    role: over.role ?? "sender",
    stage: over.stage ?? "made",
    forced: false,
    running: true,
    pending: 0,
    published: over.axon?.published ?? null,
    publishWaitMs: null,
    reachedFrom: null,
    quietAtMs: over.requests?.quietAtMs ?? null,
    quietNeedsMs: 1_200_000,
    askedLastAtMs: over.requests?.lastAtMs ?? null,
    nowMs: Date.now(),
  };
  const { steps, action, done, sentence } = moveSteps(situation);
  return {
    moveId: "m-1",
    side: situation.side,
    role: situation.role,
    stage: situation.stage,
    minerId: "m-1",
    minerName: "signals default",
    minerRunning: true,
    walletId: "w-practice",
    hotkeyName: "default",
    hotkey: MY_HOTKEY,
    netuid: 8,
    network: "practice",
    fingerprint: "4bcc-a5f3-1603-6cff",
    createdAtMs: Date.now() - 60_000,
    changedAtMs: Date.now() - 30_000,
    steps: [...steps],
    action,
    stepsDone: done,
    sentence,
    otherCommand: "tausmith move import --from tausmith-move-default-4bcc.json",
    readyCode: null,
    hasToken: false,
    forced: false,
    over: false,
    mayCancel: true,
    mayTakeBack: false,
    mayForce: false,
    handedOver: 0,
    requests: null,
    axon: null,
    ...over,
  };
}

export const movePreview = (over: Partial<MovePreview> = {}): MovePreview => ({
  moveId: "m-1",
  fingerprint: "4bcc-a5f3-1603-6cff",
  madeAtMs: Date.now() - 60_000,
  role: "sender",
  kind: "signals",
  walletName: "main",
  coldkey: MY_HOTKEY,
  walletHere: null,
  hotkeyName: "default",
  hotkey: MY_HOTKEY,
  hotkeyHere: false,
  network: "practice",
  genesisHash: `0x${"a".repeat(64)}`,
  networkFits: true,
  netuid: 8,
  port: 8_088,
  hasIntakeKey: true,
  signals: 3,
  unsettled: 1,
  positions: [{ pair: "BTCUSD", leverage: 0.1 }],
  problem: null,
  ...over,
});

/** A move at every place a person may find one. */
export function manyMoves(): MoveView[] {
  const nowMs = Date.now();
  const axon = { published: "131.186.56.85:8091", waitMs: 0, reachedFrom: null };
  const asked = [9, 12, 11, 12, 10, 12, 12, 9, 12, 11, 12, 12, 7, 4, 2, 1, 0, 0, 0, 0];
  const requests: MoveView["requests"] = {
    perMinute: asked.map((count, at) => ({ atMs: nowMs - (asked.length - at) * 60_000, count })),
    lastAtMs: nowMs - 290_000,
    quietAtMs: nowMs + 910_000,
    quietNeedsMs: 1_200_000,
  };
  const role = "axon" as const;
  const there = { side: "new", role } as const;
  return [
    move({ moveId: "sender-old" }),
    move({ moveId: "sender-new", side: "new", stage: "imported", readyCode: "K7QD-2M9X", mayForce: true }),
    move({ moveId: "axon-old", role, requests: { ...requests, quietAtMs: null }, axon: { ...axon, published: null } }),
    move({ moveId: "axon-watch", role, requests, axon, otherCommand: null }),
    move({ moveId: "axon-check", ...there, stage: "imported", requests, axon: { ...axon, published: null } }),
    move({
      moveId: "axon-publish",
      ...there,
      stage: "started",
      requests,
      axon: { ...axon, published: null, waitMs: 431_000 },
    }),
    move({ moveId: "over", stage: "handedOver", over: true, mayCancel: false, mayTakeBack: true, hasToken: true }),
    move({ moveId: "cancelled", stage: "cancelled", over: true, mayCancel: false }),
  ];
}
