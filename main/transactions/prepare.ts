import type { Call } from "@polkadot/types/interfaces";
import { likelyBlockTimeMs } from "#main/chain/block-time.ts";
import { callName } from "#main/chain/call-name.ts";
import type { Chain } from "#main/chain/chain.ts";
import type { Head, Live } from "#main/chain/link.ts";
import { constantBigint, storageItem } from "#main/chain/lookup.ts";
import { announcedOf, announcedReads } from "#main/chain/read-announced.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Clock } from "#main/ports/clock.ts";
import { type Account, toAccount } from "#main/wallet/account.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import { AppError } from "#src/app-error.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { spendable } from "#src/fees/deposits.ts";
import { feeNotes } from "#src/fees/notes.ts";
import { eraPeriodBlocks } from "#src/transactions/era-period.ts";
import { describeCall } from "./describe-call.ts";
import { type Frame, lifeOf, sampleExtrinsic } from "./extrinsic.ts";
import { innerCalls, readInner } from "./inner-calls.ts";
import type { PlanFacts, PlanSpec, SignerSpec } from "./plan-spec.ts";
import { PLAN_LIFE_MS, type Plan } from "./plans.ts";
import { readFee } from "./read-fee.ts";
import type { TransactionRecords } from "./records.ts";
import { refuseAnnounced } from "./refuse-announced.ts";

export interface PrepareDeps {
  readonly chain: Chain;
  readonly keys: Pick<Keys, "get" | "hotkey" | "needs">;
  readonly records: TransactionRecords;
  readonly clock: Clock;
  readonly randomId: () => string;
}

/** Address and names of the key that will sign. */
function signerOf(keys: PrepareDeps["keys"], spec: SignerSpec): PlanView["signer"] {
  const wallet = keys.get(spec.walletId);
  if (spec.role === "coldkey") {
    return { address: wallet.address, role: "coldkey", walletName: wallet.name, keyName: wallet.name };
  }
  const hotkey = keys.hotkey(spec.walletId, spec.hotkeyName ?? "");
  return { address: hotkey.address, role: "hotkey", walletName: wallet.name, keyName: hotkey.name };
}

/** The block that a mortal era is counted from: the newest final one, which no reorganisation takes away. */
async function eraAnchor(chain: Chain, { rpc }: Live): Promise<Pick<Head, "number" | "hash">> {
  const known = chain.finalized();
  if (known) return known;
  const hash = await rpc.send<string>("chain_getFinalizedHead");
  const header = await rpc.send<{ number: string }>("chain_getHeader", [hash]);
  return { hash, number: Number(header.number) };
}

/**
 * The next free number of an account: what the node's pool says, and never one that a transaction of ours in flight
 * has taken, since that one is given to the node again if its pool has lost it.
 */
export async function nextNonce(live: Live, records: TransactionRecords, address: string): Promise<number> {
  const fromPool = await live.rpc.send<number>("system_accountNextIndex", [address]);
  const ours = records
    .pending()
    .filter((record) => record.genesisHash === live.identity.genesisHash && record.signer === address)
    .map((record) => record.nonce + 1);
  return Math.max(fromPool, ...ours);
}

/** Somebody else than who spends pays the fee, and has to have it. */
function refuseUnpayable(payer: Account, existentialRao: bigint, feeRao: bigint, address: string): void {
  if (spendable(payer, existentialRao, true) >= feeRao) return;
  const wantedRao = feeRao + existentialRao;
  throw new AppError(
    "TRANSACTION_FEE_UNPAYABLE",
    `${address} pays the fee of ${formatTao(feeRao)} and has ${formatTao(payer.freeRao)}.`,
    {
      hint: `Bring the free balance of that account to at least ${formatTao(wantedRao)}.`,
      details: { account: address, neededFreeRao: wantedRao.toString(), freeRao: payer.freeRao.toString() },
    },
  );
}

/** `feeRao` is what the account that spends pays of the fee. */
function refuseUnaffordable(facts: PlanFacts, feeRao: bigint, spendsRao: bigint, account: string): void {
  const neededRao = feeRao + spendsRao;
  if (neededRao === 0n) return;
  if (facts.transferableRao >= neededRao) return;
  const wantedRao = neededRao + facts.existentialRao;
  throw new AppError(
    "TRANSACTION_BALANCE_TOO_LOW",
    `This needs ${formatTao(neededRao)}${feeRao > 0n ? " (fee included)" : ""} and ${formatTao(facts.existentialRao)} that must stay; the account has ${formatTao(facts.freeRao)}.`,
    {
      hint: `Bring the free balance of the account to at least ${formatTao(wantedRao)}.`,
      details: {
        neededFreeRao: wantedRao.toString(),
        freeRao: facts.freeRao.toString(),
        missingRao: (neededRao - facts.transferableRao).toString(),
        feeRao: feeRao.toString(),
        account,
      },
    },
  );
}

/**
 * What a person should know who tries again: the same kind of call of this account that no block holds yet may still be
 * included, and then both are carried out.
 */
function onTheirWay(
  records: TransactionRecords,
  { genesisHash, address }: Pick<Frame, "genesisHash" | "address">,
  call: Pick<PlanView["call"], "section" | "method">,
): string[] {
  return records
    .pending()
    .filter(
      (other) =>
        other.genesisHash === genesisHash &&
        other.signer === address &&
        other.section === call.section &&
        other.method === call.method &&
        other.block === null,
    )
    .map(
      ({ title, deathBlock }) =>
        `“${title}” is still on its way and can be included until block ${deathBlock}. This would come on top of it, not instead of it.`,
    );
}

/**
 * Builds a plan: the call by name, its bytes decoded again, the node's fee for exactly these bytes, nonce and life.
 * All reads go out together; nothing is signed.
 * Errors: `NETWORK_OFFLINE`, `NETWORK_LACKS_CAPABILITY`, `TRANSACTION_BALANCE_TOO_LOW`, those of the key room.
 */
export async function preparePlan(deps: PrepareDeps, spec: PlanSpec): Promise<Plan> {
  const { chain, keys, records, clock, randomId } = deps;
  const live = chain.live();
  const { api, identity } = live;
  const signer = signerOf(keys, spec.signer);
  const callHex = spec.call(api).method.toHex();
  const call = describeCall(api, callHex);
  const status = chain.status();

  const { feePayer, spender } = spec.accounts ?? { feePayer: signer.address, spender: signer.address };
  const stored = storageItem(api, "System", "Account");
  const [anchor, nonce, [account, payerAccount, ...announced]] = await Promise.all([
    eraAnchor(chain, live),
    nextNonce(live, records, signer.address),
    chain.read([[stored, spender], [stored, feePayer], ...announcedReads(api, signer.address)]),
  ]);
  const frame: Frame = {
    address: signer.address,
    callHex,
    nonce,
    periodBlocks: spec.eraPeriodBlocks ?? eraPeriodBlocks(likelyBlockTimeMs(status.blockTimeMs, chain.isPractice())),
    birthBlock: anchor.number,
    birthHash: anchor.hash,
    genesisHash: identity.genesisHash,
    specVersion: identity.specVersion,
    transactionVersion: api.runtimeVersion.transactionVersion.toNumber(),
  };
  const at = chain.head() ?? anchor;
  const atBlock = at.number;
  const decoded = api.registry.createType<Call>("Call", callHex);
  refuseAnnounced(chain, callName(api, decoded), announcedOf(announced), atBlock);
  const [inTao, inner] = await Promise.all([
    readFee(live, sampleExtrinsic(api, frame), feePayer, at),
    readInner(api, innerCalls(decoded)),
  ]);
  const notes = feeNotes(callName(api, decoded), inTao, inner);

  const balance = toAccount(account);
  const existentialRao = constantBigint(api, "Balances", "ExistentialDeposit") ?? 0n;
  const feeRao = BigInt(inTao.totalRao);
  const transferableRao = spendable(balance, existentialRao, true);
  const inAlpha = transferableRao < feeRao ? (spec.feeInAlpha?.(feeRao) ?? null) : null;
  const fee = inAlpha ? { ...inTao, inAlpha } : inTao;
  const facts: PlanFacts = { fee, feeRao, freeRao: balance.freeRao, transferableRao, existentialRao };
  const keptRao = spec.allowDeath ? spec.spendsExpectedRao : 0n;
  const reservesRao = spec.reservesRao ?? 0n;
  const ownFeeRao = feePayer === spender && !inAlpha ? feeRao : 0n;
  if (feePayer !== spender) refuseUnpayable(toAccount(payerAccount), existentialRao, feeRao, feePayer);
  if (!inAlpha) refuseUnaffordable(facts, ownFeeRao, spec.spendsExpectedRao - keptRao + reservesRao, spender);

  const warnings = [
    ...(typeof spec.warnings === "function" ? spec.warnings(facts) : spec.warnings),
    ...onTheirWay(records, frame, call),
  ];
  if (
    facts.transferableRao < ownFeeRao + reservesRao + spec.spendsMaxRao &&
    spec.spendsMaxRao > spec.spendsExpectedRao
  ) {
    warnings.push(
      "The balance covers the expected cost, but not the most this may cost; then it fails and only the fee is paid.",
    );
  }
  const view: PlanView = {
    planId: randomId(),
    title: spec.title,
    network: {
      name: status.name,
      kind: status.kind,
      genesisHash: identity.genesisHash,
      specVersion: identity.specVersion,
    },
    signer,
    rows: typeof spec.rows === "function" ? spec.rows(facts) : [...spec.rows],
    call,
    fee,
    ...(inner.length > 0 ? { inner } : {}),
    ...(notes.length > 0 ? { notes } : {}),
    ...(spec.items ? { items: [...spec.items] } : {}),
    spendsMaxRao: spec.spendsMaxRao.toString(),
    spendsExpectedRao: spec.spendsExpectedRao.toString(),
    ...(spender === signer.address ? {} : { spender }),
    balanceBeforeRao: facts.freeRao.toString(),
    ...(spec.receives ? { receives: spec.receives } : {}),
    balanceAfterRao: (
      facts.freeRao -
      ownFeeRao -
      reservesRao -
      spec.spendsExpectedRao +
      BigInt(spec.receives?.atLeastRao ?? 0)
    ).toString(),
    warnings,
    nonce,
    era: { periodBlocks: frame.periodBlocks, ...lifeOf(frame) },
    needs: spec.signer.role === "hotkey" ? "confirmation" : keys.needs(spec.signer.walletId),
    expiresAtMs: clock.nowMs() + PLAN_LIFE_MS,
    atBlock,
  };
  const { afterSuccess, beforeSigning } = spec;
  return { view, frame, signer: spec.signer, afterSuccess, beforeSigning, spec };
}
