import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { blockNumber, hash32, hex, raoText, ss58 } from "./scalars.ts";
import { callView, planView } from "./transactions.ts";
import { walletId } from "./wallet-views.ts";

const signatories = z.array(ss58).min(2).max(100);
const threshold = z.int().min(1).max(100);

/** An account that several signatories share. */
export const multisigView = z.strictObject({
  address: ss58,
  name: z.string(),
  threshold,
  /** By public key, as the chain sorts them. */
  signatories: z.array(z.strictObject({ address: ss58, walletId: z.string().nullable(), name: z.string().nullable() })),
  walletId: z.string().nullable(),
});
export type MultisigView = z.infer<typeof multisigView>;

/** A call that waits for approvals. */
export const multisigOperation = z.strictObject({
  address: ss58,
  callHash: hash32,
  /** Where the first approval is in the chain: later approvals name it. */
  when: z.strictObject({ height: blockNumber, index: z.int().min(0) }),
  /** Held from who began it, and given back when it runs or is cancelled. */
  depositRao: raoText,
  depositor: ss58,
  approvals: z.array(ss58),
  threshold,
  /** Approvals that are still needed. */
  missing: z.int().min(0),
  title: z.string().nullable(),
  /** The call, where its bytes are known here. */
  call: callView.nullable(),
  /** Signatories with a key here that have not approved. */
  canApprove: z.array(z.string()),
  /** The wallet that may cancel it. */
  canCancel: z.string().nullable(),
});
export type MultisigOperation = z.infer<typeof multisigOperation>;

export const multisigsView = z.strictObject({
  multisigs: z.array(multisigView),
  operations: z.array(multisigOperation),
  deposit: z.strictObject({ baseRao: raoText, factorRao: raoText, maxSignatories: z.int() }),
  atBlock: blockNumber,
});
export type MultisigsView = z.infer<typeof multisigsView>;

const operation = { address: ss58, callHash: hash32, signatoryWalletId: walletId };

export const multisigContract = {
  address: procedure(
    "read",
    "The address that signatories and a threshold make, with the signatories sorted",
    z.strictObject({ signatories, threshold }),
    z.strictObject({ address: ss58, signatories: z.array(ss58) }),
  ),
  add: procedure(
    "write",
    "Watches a multisig by its signatories and threshold",
    z.strictObject({ name: z.string().min(1).max(64), signatories, threshold }),
    multisigView,
  ),
  forget: procedure(
    "write",
    "Forgets what a multisig is made of; its address stays watched",
    z.strictObject({ address: ss58 }),
    z.strictObject({}),
  ),
  list: procedure("read", "Multisigs and the operations that wait for approvals", z.strictObject({}), multisigsView),
  prepareVia: procedure(
    "read",
    "A plan that proposes the call of another plan to a multisig, signed by one signatory",
    z.strictObject({ planId: z.string().min(1).max(64), signatoryWalletId: walletId }),
    planView,
  ),
  prepareApprove: procedure(
    "read",
    "A plan to approve an operation; the last approval runs the call",
    z.strictObject(operation),
    planView,
  ),
  prepareCancel: procedure(
    "read",
    "A plan to cancel an operation, by who began it",
    z.strictObject(operation),
    planView,
  ),
  learnCall: procedure(
    "write",
    "Keeps the bytes of a call, so that an operation by its hash can be read and run",
    z.strictObject({ callHex: hex.max(131_072) }),
    z.strictObject({ callHash: hash32, call: callView }),
  ),
  changed: stream("Multisigs and their operations", multisigsView),
} as const;
