import type { MultisigOperation, MultisigsView } from "#src/contract/multisig.ts";
import type { AnnouncementView, ProxiesView, ProxyTypeView } from "#src/contract/proxies.ts";
import { proxyTypeWords } from "#src/proxies/proxy-types.ts";
import { FILTERS_AT_424 } from "#src/proxies/type-filter.ts";
import * as samples from "./samples.ts";

/** A profile for which nobody acts, with the deposits of runtime 424. */
export const noProxies = (change: Partial<ProxiesView> = {}): ProxiesView => ({
  given: [],
  held: [],
  announcements: [],
  pures: [],
  deposits: [],
  limits: {
    maxProxies: 20,
    maxPending: 75,
    proxyBaseRao: "60000000",
    proxyFactorRao: "33000000",
    announcementBaseRao: "36000000",
    announcementFactorRao: "68000000",
  },
  atBlock: 12_345,
  ...change,
});

export const noMultisigs = (change: Partial<MultisigsView> = {}): MultisigsView => ({
  multisigs: [],
  operations: [],
  deposit: { baseRao: "132000000", factorRao: "32000000", maxSignatories: 100 },
  atBlock: 12_345,
  ...change,
});

export const DELEGATE = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
const HASH = `0x${"5a".repeat(32)}`;

/** An own call, announced for the own account, whose delay is not over. */
export const announcement = (change: Partial<AnnouncementView> = {}): AnnouncementView => ({
  real: samples.wallet().address,
  delegate: DELEGATE,
  callHash: HASH,
  atBlock: 12_300,
  readyAtBlock: 12_900,
  type: "Any",
  madeHere: true,
  title: "Send TAO",
  call: null,
  realWalletId: samples.wallet().walletId,
  delegateWalletId: "w-delegate",
  ...change,
});

/** An operation of a multisig that one own key can approve. */
export const operation = (change: Partial<MultisigOperation> = {}): MultisigOperation => ({
  address: DELEGATE,
  callHash: HASH,
  when: { height: 12_300, index: 2 },
  depositRao: "196000000",
  depositor: samples.wallet().address,
  approvals: [samples.wallet().address],
  threshold: 2,
  missing: 1,
  title: null,
  call: null,
  canApprove: ["w-delegate"],
  canCancel: null,
  ...change,
});

/** The types as a node of runtime 424 tells them. */
export const proxyTypes = (): ProxyTypeView[] =>
  FILTERS_AT_424.map(({ name, index, filter }) => {
    const { may, mayNot, width, dead } = proxyTypeWords(name);
    return {
      name,
      index,
      dead,
      width,
      recommended: name === "Staking",
      may,
      mayNot,
      source: "node",
      mode: filter.mode,
      calls: filter.calls.map(({ pallet, call }) => (call === null ? pallet : `${pallet}.${call}`)),
    };
  });
