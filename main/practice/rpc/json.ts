import type { Block } from "../chain/node.ts";
import type { Runtime } from "../describe/runtime.ts";
import { DigestItem, type HeaderValue } from "../describe/substrate-types.ts";
import { apiId } from "../runtime-apis/core.ts";
import { toHex } from "../scale/primitives.ts";
import { encode } from "../scale/type.ts";

/** A header as a node writes it in JSON. */
export const headerJson = (header: HeaderValue) => ({
  parentHash: header.parent_hash,
  number: `0x${header.number.toString(16)}`,
  stateRoot: header.state_root,
  extrinsicsRoot: header.extrinsics_root,
  digest: { logs: header.digest.logs.map((log) => toHex(encode(DigestItem, log))) },
});

export const blockJson = (block: Block) => ({
  block: { header: headerJson(block.header), extrinsics: block.extrinsics },
  justifications: null,
});

export const versionJson = (runtime: Runtime) => ({
  specName: runtime.specName,
  implName: runtime.specName,
  authoringVersion: 1,
  specVersion: runtime.specVersion,
  implVersion: 1,
  apis: runtime.apis.map((api) => [apiId(api.name), api.version]),
  transactionVersion: runtime.transactionVersion,
  systemVersion: 1,
  stateVersion: 1,
});
