import type { Struct } from "@polkadot/types";
import type { Chain } from "#main/chain/chain.ts";
import { askRuntime, buildCall, constantBigint } from "#main/chain/lookup.ts";
import type { Keys } from "#main/keys/keys.ts";
import { depositRows, rowsOf, specOf } from "#main/proxies/wrap.ts";
import { row } from "#main/staking/bill-rows.ts";
import { callHashOf, type KeptCalls, spendsOf, spendsWarning } from "#main/transactions/kept-calls.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { AppError } from "#src/app-error.ts";
import type { PlanRow, PlanView } from "#src/contract/transactions.ts";
import { DEPOSITS_AT_424, multisigDeposit } from "#src/fees/deposits.ts";
import type { MultisigRecord, MultisigRecords } from "./multisig-records.ts";
import { readOperation, type StoredOperation } from "./read-operations.ts";

export interface OperationWish {
  readonly address: string;
  readonly callHash: string;
  readonly signatoryWalletId: string;
}

const RETURNS = "to who began it, when it runs or is cancelled";
const INNER_FAILS =
  "The transaction itself succeeds even when the call inside fails; Tausmith reads what became of it and tells.";

/** Plans of signatories: propose, approve, cancel. */
export function createMultisigPlans(deps: {
  chain: Chain;
  keys: Pick<Keys, "get">;
  transactions: Pick<Transactions, "prepare" | "planFor">;
  kept: KeptCalls;
  records: MultisigRecords;
  nameOf: (address: string) => string;
}) {
  const { chain, keys, transactions, kept, records, nameOf } = deps;
  const genesis = (): string => chain.live().identity.genesisHash;

  function need(address: string, signatoryWalletId: string) {
    const record = records.list().find((one) => one.address === address);
    if (!record) {
      throw new AppError("MULTISIG_UNKNOWN", "It is not known here who the signatories of this account are.", {
        hint: "Add the multisig with its signatories and threshold first.",
        field: "address",
      });
    }
    const { address: signer } = keys.get(signatoryWalletId);
    if (!record.signatories.includes(signer)) {
      throw new AppError("MULTISIG_NOT_SIGNATORY", `${nameOf(signer)} is no signatory of ${record.name}.`, {
        hint: `Choose one of ${record.signatories.map(nameOf).join(", ")}.`,
        field: "signatoryWalletId",
      });
    }
    return { record, signer, others: record.signatories.filter((one) => one !== signer) };
  }

  const rowsAbout = (record: MultisigRecord, approvals: number, callHash: string): PlanRow[] => [
    row("Multisig", record.address, "address"),
    row(
      "Approvals with this one",
      `${approvals} of ${record.threshold} needed, ${record.signatories.length} signatories`,
    ),
    row("Hash of the call", callHash),
  ];

  /** The node's own weight of a call, which the last approval has to allow for. */
  async function weightOf(callHex: string): Promise<unknown> {
    const api = chain.api();
    const bytes = (callHex.length - 2) / 2;
    const info = await askRuntime<Struct & { weight: unknown }>(
      api,
      "TransactionPaymentCallApi",
      "query_call_info",
      callHex,
      bytes,
    );
    return info.weight;
  }

  async function prepareVia(planId: string, signatoryWalletId: string): Promise<PlanView> {
    const plan = transactions.planFor(planId);
    const spec = specOf(plan);
    const { record, signer, others } = need(plan.view.signer.address, signatoryWalletId);
    const { callHex } = plan.frame;
    const callHash = callHashOf(callHex);
    if (record.threshold === 1) {
      return transactions.prepare({
        title: `${spec.title}, with the multisig ${record.name}`,
        signer: { walletId: signatoryWalletId, role: "coldkey" },
        accounts: { feePayer: signer, spender: plan.view.spender ?? record.address },
        call: (api) => buildCall(api, "Multisig", "as_multi_threshold_1", others, callHex),
        rows: (facts) => [row("Multisig", record.address, "address"), ...rowsOf(spec)(facts)],
        spendsMaxRao: spec.spendsMaxRao,
        spendsExpectedRao: spec.spendsExpectedRao,
        ...(spec.receives ? { receives: spec.receives } : {}),
        warnings: ["One signatory is enough for this multisig: the call runs at once."],
      });
    }
    if (await readOperation(chain, record.address, callHash)) {
      throw new AppError("MULTISIG_OPEN_ALREADY", "This very call waits for approvals already.", {
        hint: "Approve it in the list of operations.",
        field: "planId",
      });
    }
    const weight = await weightOf(callHex);
    const depositRao = multisigDeposit(
      {
        ...DEPOSITS_AT_424,
        multisigBaseRao: constantBigint(chain.api(), "Multisig", "DepositBase") ?? 0n,
        multisigFactorRao: constantBigint(chain.api(), "Multisig", "DepositFactor") ?? 0n,
      },
      record.threshold,
    );
    // Kept before it is signed: the chain only gets the hash, and somebody has to have the bytes at the end.
    kept.keep(genesis(), callHex, spec);
    return transactions.prepare({
      title: `Propose: ${spec.title}`,
      signer: { walletId: signatoryWalletId, role: "coldkey" },
      call: (api) => buildCall(api, "Multisig", "approve_as_multi", record.threshold, others, null, callHash, weight),
      rows: (facts) => [
        ...rowsAbout(record, 1, callHash),
        ...rowsOf(spec)(facts).filter(({ place }) => place === undefined),
        ...depositRows("the operation", depositRao, RETURNS),
      ],
      reservesRao: depositRao,
      spendsMaxRao: 0n,
      spendsExpectedRao: 0n,
      warnings: [
        "Only the hash goes to the chain now. Give the call's bytes to the other signatories, so that they see what they approve.",
        "Figures above are those of now; the call runs with the last approval, at the prices of then.",
      ],
    });
  }

  async function needOperation(address: string, callHash: string): Promise<StoredOperation> {
    const open = await readOperation(chain, address, callHash);
    if (open) return open;
    throw new AppError("MULTISIG_NOT_OPEN", "There is no such operation: it ran, or was cancelled.", {
      hint: "Look at the list of operations again.",
      field: "callHash",
    });
  }

  async function prepareApprove({ address, callHash, signatoryWalletId }: OperationWish): Promise<PlanView> {
    const { record, signer, others } = need(address, signatoryWalletId);
    const open = await needOperation(address, callHash);
    const known = kept.find(genesis(), callHash);
    const approved = open.approvals.includes(signer);
    const last = open.approvals.length + (approved ? 0 : 1) >= record.threshold;
    if (approved && !last) {
      throw new AppError("MULTISIG_APPROVED", `${nameOf(signer)} has approved this already.`, {
        hint: `${record.threshold - open.approvals.length} more of the other signatories have to approve.`,
        field: "signatoryWalletId",
      });
    }
    if (last && !known) {
      throw new AppError("MULTISIG_CALL_UNKNOWN", "This approval runs the call, and its bytes are not known here.", {
        hint: "Paste the call's bytes from whoever proposed it.",
        field: "callHash",
      });
    }
    const what = known?.title ?? "a call";
    const base = {
      signer: { walletId: signatoryWalletId, role: "coldkey" as const },
      rows: rowsAbout(record, open.approvals.length + (approved ? 0 : 1), callHash),
      spendsMaxRao: 0n,
      spendsExpectedRao: 0n,
    };
    if (last && known) {
      const weight = await weightOf(known.callHex);
      return transactions.prepare({
        ...base,
        title: `Approve and run: ${what}`,
        accounts: { feePayer: signer, spender: address },
        call: (api) =>
          buildCall(api, "Multisig", "as_multi", record.threshold, others, open.when, known.callHex, weight),
        rows: [...base.rows, row(`Deposit of ${nameOf(open.depositor)}`, open.depositRao.toString(), "rao")],
        ...spendsOf(known),
        warnings: [INNER_FAILS, spendsWarning(known)],
      });
    }
    return transactions.prepare({
      ...base,
      title: `Approve: ${what}`,
      call: (api) =>
        buildCall(api, "Multisig", "approve_as_multi", record.threshold, others, open.when, callHash, {
          refTime: 0,
          proofSize: 0,
        }),
      warnings: known
        ? []
        : ["The bytes of this call are not known here: you would approve a hash without seeing what it does."],
    });
  }

  async function prepareCancel({ address, callHash, signatoryWalletId }: OperationWish): Promise<PlanView> {
    const { record, signer, others } = need(address, signatoryWalletId);
    const open = await needOperation(address, callHash);
    if (open.depositor !== signer) {
      throw new AppError(
        "MULTISIG_NOT_OWNER",
        `${nameOf(open.depositor)} began this operation, so only that signatory can cancel it.`,
        {
          hint: "Ask that signatory, or leave it without your approval.",
          field: "signatoryWalletId",
        },
      );
    }
    return transactions.prepare({
      title: `Cancel: ${kept.find(genesis(), callHash)?.title ?? "an operation"}`,
      signer: { walletId: signatoryWalletId, role: "coldkey" },
      call: (api) => buildCall(api, "Multisig", "cancel_as_multi", record.threshold, others, open.when, callHash),
      rows: [
        row("Multisig", address, "address"),
        row("Hash of the call", callHash),
        row("Deposit that comes back", open.depositRao.toString(), "rao", "good"),
      ],
      spendsMaxRao: 0n,
      spendsExpectedRao: 0n,
      warnings: [],
    });
  }

  return { prepareVia, prepareApprove, prepareCancel };
}
