import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Metadata, TypeRegistry } from "@polkadot/types";
import { describe, expect, it } from "vitest";
import { metadataOf } from "#main/practice/metadata/cache.ts";
import { parts } from "#main/practice/network-parts.ts";
import { createPracticeRuntimes, FIRST_SPEC_VERSION } from "#main/practice/practice-runtime.ts";
import { metadataShape, type RuntimeShape } from "#test/support/metadata-shape.ts";

/** The live chain's metadata at spec 424; not part of the project. Elsewhere with this variable. */
const LIVE_FILE =
  process.env.TAUSMITH_LIVE_METADATA ??
  fileURLToPath(new URL("../../../shared/data/finney-metadata-424.scale", import.meta.url));
const present = existsSync(LIVE_FILE);
if (!present) process.stdout.write(`Conformance with the live chain is not checked: ${LIVE_FILE} is not there.\n`);

/** What ours has although runtime 424 does not; `main/practice/pallets/sqrt-price.ts` says why. */
const EXCEPTIONS = new Set(["Swap.AlphaSqrtPrice"]);

const shapeOf = (bytes: Uint8Array): RuntimeShape => metadataShape(new Metadata(new TypeRegistry(), bytes));

const own = shapeOf(metadataOf(createPracticeRuntimes(parts)(FIRST_SPEC_VERSION), 16));
const live = present ? shapeOf(readFileSync(LIVE_FILE)) : own;

/** What ours has, as the live chain has it under the same name. */
const same = (table: "storage" | "calls" | "events" | "constants" | "methods"): void => {
  const names = Object.keys(own[table]).filter((name) => !EXCEPTIONS.has(name));
  expect(names.length).toBeGreaterThan(10);
  const pick = (shape: RuntimeShape): object =>
    Object.fromEntries(names.map((name) => [name, shape[table][name] ?? "not on the live chain"]));
  expect(pick(own)).toEqual(pick(live));
};

/** What the wallet and the miners do, by pallet and by API. */
const CALLS: Readonly<Record<string, string>> = {
  Balances: "transfer_keep_alive transfer_allow_death transfer_all",
  Utility: "batch batch_all force_batch",
  Proxy: `proxy add_proxy remove_proxy remove_proxies create_pure kill_pure announce remove_announcement
    reject_announcement proxy_announced poke_deposit set_real_pays_fee`,
  Multisig: "as_multi_threshold_1 as_multi approve_as_multi cancel_as_multi poke_deposit",
  SubtensorModule: `register_limit burned_register try_associate_hotkey serve_axon add_stake add_stake_limit remove_stake
    remove_stake_limit remove_stake_full_limit move_stake swap_stake transfer_stake unstake_all set_weights`,
};
const METHODS: Readonly<Record<string, string>> = {
  SubnetInfoRuntimeApi: "get_all_metagraphs get_selective_metagraph get_all_dynamic_info get_subnet_hyperparams_v2",
  NeuronInfoRuntimeApi: "get_neurons_lite get_neuron_lite",
  StakeInfoRuntimeApi: "get_stake_info_for_coldkey get_stake_availability_for_coldkeys",
  SwapRuntimeApi: "current_alpha_price sim_swap_tao_for_alpha sim_swap_alpha_for_tao",
  ProxyFilterRuntimeApi: "get_proxy_types get_proxy_filter",
  TransactionPaymentApi: "query_info query_fee_details",
  AccountNonceApi: "account_nonce",
  Metadata: "metadata metadata_at_version metadata_versions",
};
const namesOf = (table: Readonly<Record<string, string>>): string[] =>
  Object.entries(table).flatMap(([group, list]) => list.split(/\s+/).map((name) => `${group}.${name}`));

it("has the calls and runtime APIs that the app and public clients need", () => {
  expect(namesOf(CALLS).filter((name) => !(name in own.calls))).toEqual([]);
  expect(namesOf(METHODS).filter((name) => !(name in own.methods))).toEqual([]);
  expect(Object.keys(own.storage)).toEqual(
    expect.arrayContaining([
      "System.Account",
      "Proxy.Proxies",
      "Proxy.Announcements",
      "Proxy.LastCallResult",
      "Proxy.RealPaysFee",
      "Multisig.Multisigs",
    ]),
  );
});

describe.runIf(present)("the practice network beside the live chain's metadata", () => {
  it("has the same pallet indexes", () => {
    for (const [name, index] of Object.entries(own.pallets)) expect([name, index]).toEqual([name, live.pallets[name]]);
  });
  it("has the same storage: modifier, hashers, key and value types", () => same("storage"));
  it("has the same calls: index, argument names, order and types", () => same("calls"));
  it("has the same events: index and fields", () => same("events"));
  it("has the same constants' types", () => same("constants"));
  it("has the same runtime APIs: inputs and outputs", () => same("methods"));

  it("has the same API versions", () => {
    for (const [name, version] of Object.entries(own.apiVersions)) {
      expect([name, version]).toEqual([name, live.apiVersions[name]]);
    }
  });

  it("knows only errors that the live chain knows, under the same names", () => {
    expect(own.errors.filter((name) => !live.errors.includes(name))).toEqual([]);
    expect(own.errors.length).toBeGreaterThan(50);
  });

  it("has the same signed extensions, in the same order, with the same types", () => {
    expect(own.extensions).toEqual(live.extensions);
    expect(own.extensions).toHaveLength(13);
  });
});
