import {
  cryptoWaitReady,
  keyExtractPath,
  keyFromPath,
  mnemonicToMiniSecret,
  sr25519PairFromSeed,
} from "@polkadot/util-crypto";
import { encodeAddress } from "#src/address/ss58.ts";

/**
 * The words behind every key of the practice network: those that all Substrate development networks share, so that nobody can
 * mistake these keys for secrets.
 */
export const PRACTICE_WORDS = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";

/** Validators of each practice subnet. */
export const PRACTICE_VALIDATORS = 4;

/** The practice subnets: signals, forecasts and an ordinary third. */
export const PRACTICE_NETUIDS = [1, 3, 8] as const;

export interface PracticeKey {
  /** The derivation path, for example `//practice//8//validator//0`. */
  readonly path: string;
  readonly address: string;
  readonly publicKey: Uint8Array;
  /** 64 bytes in the form that polkadot-js uses. */
  readonly secretKey: Uint8Array;
}

/** Made once: turning words into a seed is slow on purpose. */
let root: ReturnType<typeof sr25519PairFromSeed> | undefined;

/** An sr25519 key of the practice network by its derivation path. */
export async function practiceKey(path: string): Promise<PracticeKey> {
  await cryptoWaitReady();
  root ??= sr25519PairFromSeed(mnemonicToMiniSecret(PRACTICE_WORDS));
  const { publicKey, secretKey } = keyFromPath(root, keyExtractPath(path).path, "sr25519");
  return { path, address: encodeAddress(publicKey), publicKey, secretKey };
}

/** The account with which the practice network gives TAO away. */
export const practiceFaucetKey = (): Promise<PracticeKey> => practiceKey("//practice//faucet");

/** The coldkey behind a practice subnet's validators; that of number 0 also owns the subnet. */
export const practiceValidatorColdkey = (netuid: number, index: number): Promise<PracticeKey> =>
  practiceKey(`//practice//${netuid}//coldkey//${index}`);

/** The hotkey with which a practice subnet's validator signs. */
export const practiceValidatorHotkey = (netuid: number, index: number): Promise<PracticeKey> =>
  practiceKey(`//practice//${netuid}//validator//${index}`);

export interface PracticeValidator {
  readonly netuid: number;
  readonly index: number;
  readonly hotkey: PracticeKey;
  readonly coldkey: PracticeKey;
}

/** All validators of the practice network with their keys. */
export async function practiceValidators(): Promise<PracticeValidator[]> {
  const places = PRACTICE_NETUIDS.flatMap((netuid) =>
    Array.from({ length: PRACTICE_VALIDATORS }, (_, index) => ({ netuid, index })),
  );
  return Promise.all(
    places.map(async ({ netuid, index }) => ({
      netuid,
      index,
      hotkey: await practiceValidatorHotkey(netuid, index),
      coldkey: await practiceValidatorColdkey(netuid, index),
    })),
  );
}
