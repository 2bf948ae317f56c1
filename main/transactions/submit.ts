import type { Logger } from "pino";
import { RpcError } from "#main/chain/json-rpc.ts";
import type { Live } from "#main/chain/link.ts";
import type { CallContext } from "#main/handlers/types.ts";
import type { Keys } from "#main/keys/keys.ts";
import { AppError } from "#src/app-error.ts";
import { explainPoolError } from "#src/errors/pool-errors.ts";
import { waitingItem } from "./batch-items.ts";
import { signedExtrinsic, signingBytes } from "./extrinsic.ts";
import type { Plan } from "./plans.ts";
import { nextNonce, type PrepareDeps } from "./prepare.ts";
import type { TransactionRecord } from "./records.ts";

export interface SubmitDeps extends PrepareDeps {
  readonly keys: Pick<Keys, "get" | "hotkey" | "needs" | "signAsColdkey" | "signAsHotkey">;
  readonly log: Logger;
  /** Told after every change of a record. */
  readonly onChange: (record: TransactionRecord, former: TransactionRecord["state"] | null) => void;
}

const outdated = (message: string): AppError =>
  new AppError("PLAN_OUTDATED", message, { hint: "Prepare it again and look at the new figures." });

/** What was shown must still be true: same chain, same runtime, same account number, time left to be included. */
async function checkStillTrue(deps: SubmitDeps, plan: Plan): Promise<Live> {
  const { chain, records } = deps;
  const { frame } = plan;
  const live = chain.live();
  if (live.identity.genesisHash !== frame.genesisHash) {
    throw outdated("Tausmith is connected to another chain than the plan was made for.");
  }
  if (live.identity.specVersion !== frame.specVersion) {
    throw outdated("The chain's runtime was upgraded after the plan was made, so its call could mean something else.");
  }
  if ((await nextNonce(live, records, frame.address)) !== frame.nonce) {
    throw outdated("Another transaction of this account was sent after the plan was made.");
  }
  if ((chain.head()?.number ?? 0) + 1 >= plan.view.era.deathBlock) {
    throw outdated("The blocks in which the plan could be included are over.");
  }
  return live;
}

/**
 * Asks the person and signs exactly this plan; nothing is sent. Errors: `PLAN_DECLINED`, `PLAN_OUTDATED`, those of the key
 * room.
 */
export async function signPlan(
  deps: SubmitDeps,
  plan: Plan,
  password: string | undefined,
  context: CallContext,
): Promise<{ readonly live: Live; readonly signature: Uint8Array }> {
  const { chain, keys } = deps;
  const { view, frame, signer } = plan;
  await checkStillTrue(deps, plan);
  const decision = await context.confirm(view, password === undefined ? {} : { password });
  if (!decision.approved) {
    throw new AppError("PLAN_DECLINED", "The plan was not confirmed. Nothing was signed.", {
      hint: "Confirm it, or leave it: it is forgotten after two minutes.",
    });
  }
  const live = await checkStillTrue(deps, plan);
  await plan.beforeSigning?.();
  const payload = signingBytes(live.api, frame);
  const signature =
    signer.role === "hotkey"
      ? await keys.signAsHotkey(signer.walletId, signer.hotkeyName ?? "", payload)
      : await keys.signAsColdkey(signer.walletId, payload, {
          password: decision.password,
          practiceNetwork: chain.isPractice(),
        });
  return { live, signature };
}

/**
 * Asks the person, signs, writes the signed bytes to the store, and only then sends them.
 * A lost connection leaves the record behind, to be followed up; a refusal of the node's pool throws
 * `TRANSACTION_REFUSED` (nothing was paid). Other errors: `PLAN_DECLINED`, `PLAN_OUTDATED`, those of the key room.
 */
export async function submitPlan(
  deps: SubmitDeps,
  plan: Plan,
  password: string | undefined,
  context: CallContext,
): Promise<TransactionRecord> {
  const { live, signature } = await signPlan(deps, plan, password, context);
  return recordAndSend(deps, live, plan, signature);
}

/**
 * Takes a signature that was made elsewhere for exactly this plan's frame, and goes on like `submitPlan`. The caller
 * has verified it. Errors: `PLAN_OUTDATED`, `TRANSACTION_REFUSED`.
 */
export async function submitSigned(deps: SubmitDeps, plan: Plan, signature: Uint8Array): Promise<TransactionRecord> {
  await plan.beforeSigning?.();
  return recordAndSend(deps, await checkStillTrue(deps, plan), plan, signature);
}

async function recordAndSend(
  { records, clock, randomId, log, onChange }: SubmitDeps,
  live: Live,
  { view, frame }: Plan,
  signature: Uint8Array,
): Promise<TransactionRecord> {
  const { hex, hash } = signedExtrinsic(live.api, frame, signature);
  // Another plan of this account may have been signed while this signature was made.
  if (
    records
      .pending()
      .some(
        (other) =>
          other.signer === frame.address && other.nonce >= frame.nonce && other.genesisHash === frame.genesisHash,
      )
  ) {
    throw outdated("Another transaction of this account was sent after the plan was made.");
  }
  const record: TransactionRecord = {
    transactionId: randomId(),
    hash,
    title: view.title,
    network: view.network.name,
    section: view.call.section,
    method: view.call.method,
    signer: frame.address,
    ...(view.spender ? { spender: view.spender } : {}),
    nonce: frame.nonce,
    state: "recorded",
    recordedAtMs: clock.nowMs(),
    settledAtMs: null,
    deathBlock: view.era.deathBlock,
    block: null,
    quoted: {
      feeRao: view.fee.totalRao,
      spendsMaxRao: view.spendsMaxRao,
      spendsExpectedRao: view.spendsExpectedRao,
      ...(view.receives ? { receives: view.receives, atBlock: view.atBlock } : {}),
    },
    paid: null,
    error: null,
    ...(view.items ? { items: view.items.map((item) => waitingItem(item)) } : {}),
    genesisHash: frame.genesisHash,
    birthBlock: frame.birthBlock,
    signedHex: hex,
  };
  records.add(record);
  onChange(record, null);

  try {
    await live.rpc.send("author_submitExtrinsic", [hex]);
  } catch (error) {
    if (!(error instanceof RpcError)) {
      log.info({ transactionId: record.transactionId }, "sent into a failing connection; it is followed up");
      return record;
    }
    const reason = explainPoolError({ message: error.message, data: error.data });
    if (reason.name !== "AlreadyImported") {
      const refused = records.update(record.transactionId, {
        state: "refused",
        settledAtMs: clock.nowMs(),
        error: reason,
      });
      onChange(refused, record.state);
      throw new AppError("TRANSACTION_REFUSED", `The node did not take the transaction. ${reason.message}`, {
        hint: reason.hint,
        details: { transactionId: record.transactionId, reason: reason.name },
      });
    }
  }
  // A fast block may have brought it in while the node's answer was under way.
  const now = records.get(record.transactionId);
  if (now?.state !== "recorded") return now ?? record;
  const sent = records.update(record.transactionId, { state: "sent" });
  onChange(sent, "recorded");
  return sent;
}
