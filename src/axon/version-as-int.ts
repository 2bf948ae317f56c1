/** `major.minor.patch` as the protocol's number: 10.2.0 is 10002000 (facts A1.2). */
export function versionAsInt(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return major * 1_000_000 + minor * 1_000 + patch;
}

/** The version Tausmith announces: that of the SDK whose wire format it speaks. */
export const PROTOCOL_VERSION = versionAsInt("10.2.0");
