import type { Chain } from "#main/chain/chain.ts";
import { buildCall } from "#main/chain/lookup.ts";
import type { PlanSpec } from "#main/transactions/plan-spec.ts";
import { AppError } from "#src/app-error.ts";
import { endpointText } from "#src/axon/endpoint-text.ts";
import { type IpNumber, parseIp } from "#src/axon/ip-number.ts";
import { servingWaitBlocks } from "#src/axon/serving-wait.ts";
import { unreachableReason } from "#src/axon/unreachable-range.ts";
import { PROTOCOL_VERSION } from "#src/axon/version-as-int.ts";
import type { PlanRow } from "#src/contract/transactions.ts";
import { count } from "#src/words/count.ts";
import { duration } from "#src/words/duration.ts";
import { ipText } from "../ip-text.ts";
import { type AxonState, readAxon } from "./axon-record.ts";

/** What SDK 10 writes there (miner facts B). */
const PROTOCOL = 4;

export interface AxonWish {
  readonly netuid: number;
  readonly walletId: string;
  readonly hotkeyName: string;
  readonly hotkey: string;
}

/** Reads an external address. Errors: `AXON_ADDRESS_INVALID`, `AXON_ADDRESS_UNREACHABLE` with the reason. */
export function externalIp(text: string, allowPrivate: boolean): IpNumber {
  const ip = parseIp(text);
  if (ip === null) {
    throw new AppError("AXON_ADDRESS_INVALID", "This is no IPv4 or IPv6 address.", {
      hint: "Give the address that others see, for example 131.186.56.85 or 2a01:4f8::5. A name is not taken.",
      field: "ip",
    });
  }
  const reason = unreachableReason(ip);
  const isNone = ip.ip === 0n;
  if (reason !== null && (isNone || !allowPrivate)) {
    throw new AppError("AXON_ADDRESS_UNREACHABLE", `${ipText(ip.ip, ip.type)} ${reason}. Validators cannot reach it.`, {
      hint: isNone
        ? "To say that nothing listens, reset the axon."
        : "Give your external address: that of the server, or of your router with the port forwarded.",
      field: "ip",
    });
  }
  return ip;
}

function refuseHopeless(wish: AxonWish, state: AxonState, blockTimeMs: number): void {
  if (state.uid === null) {
    throw new AppError("AXON_NOT_REGISTERED", `${wish.hotkeyName} holds no UID on subnet ${wish.netuid}.`, {
      hint: "Register it there first; then its axon can be published.",
      field: "hotkeyName",
    });
  }
  const wait = servingWaitBlocks(state.record?.publishedAtBlock ?? null, state.rateLimitBlocks, state.atBlock);
  if (wait > 0) {
    throw new AppError(
      "AXON_RATE_LIMIT",
      `The chain takes one change in ${count(state.rateLimitBlocks)} blocks; the next one in ${count(wait)} blocks (${duration(wait * blockTimeMs)}).`,
      { hint: "Wait and try again.", details: { waitBlocks: wait } },
    );
  }
}

const textRow = (label: string, value: string, tone: PlanRow["tone"] = "normal"): PlanRow => ({
  label,
  value,
  kind: "text",
  tone,
});

/** The plan, or why the chain would refuse it. `endpoint` null takes the axon back: address 0, port 1, as the field does. */
export async function planAxon(
  chain: Chain,
  wish: AxonWish,
  endpoint: { readonly ip: IpNumber; readonly port: number; readonly reachedFrom: string | null } | null,
  blockTimeMs: number,
): Promise<PlanSpec> {
  const state = await readAxon(chain, wish.netuid, wish.hotkey);
  refuseHopeless(wish, state, blockTimeMs);
  const now = state.record && !state.record.reset ? endpointText(state.record.ip, state.record.port) : "nothing";
  const next = endpoint ? endpointText(ipText(endpoint.ip.ip, endpoint.ip.type), endpoint.port) : "nothing";
  if (now === next && (endpoint !== null || state.record !== null)) {
    throw new AppError("AXON_UNCHANGED", `The chain says ${next} already.`, {
      hint: "There is nothing to publish.",
      field: endpoint ? "ip" : "hotkeyName",
    });
  }
  if (endpoint === null && state.record === null) {
    throw new AppError("AXON_UNCHANGED", "No axon was ever published for this hotkey here.", {
      hint: "There is nothing to take back.",
      field: "hotkeyName",
    });
  }
  const version = endpoint ? PROTOCOL_VERSION : 0;
  const { ip, type } = endpoint?.ip ?? ({ ip: 0n, type: 4 } as const);
  const reason = endpoint ? unreachableReason(endpoint.ip) : null;
  return {
    title: endpoint
      ? `Publish the axon of ${wish.hotkeyName} on subnet ${wish.netuid}`
      : `Reset the axon of ${wish.hotkeyName} on subnet ${wish.netuid}`,
    signer: { walletId: wish.walletId, role: "hotkey", hotkeyName: wish.hotkeyName },
    call: (api) =>
      buildCall(
        api,
        "SubtensorModule",
        "serve_axon",
        wish.netuid,
        version,
        ip,
        endpoint?.port ?? 1,
        type,
        PROTOCOL,
        0,
        0,
      ),
    rows: [
      textRow("Subnet", String(wish.netuid)),
      textRow("UID", String(state.uid)),
      textRow("Published now", now),
      textRow("Published then", next),
      ...(endpoint
        ? [
            endpoint.reachedFrom === null
              ? textRow("Tried from outside", "not yet", "warning")
              : textRow("Tried from outside", `reached from ${endpoint.reachedFrom}`),
          ]
        : []),
      textRow("Next change", `at the earliest ${count(state.rateLimitBlocks)} blocks later`),
    ],
    spendsMaxRao: 0n,
    spendsExpectedRao: 0n,
    warnings: reason === null ? [] : [`This address ${reason}. Nobody outside can reach it.`],
  };
}
