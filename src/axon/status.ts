/** Reply texts of an axon, word for word as the SDK's, since clients match on them (facts A1.8). */
export const axonText = {
  forbidden: (reason: string): string => `Forbidden. Key is blacklisted: ${reason}.`,
  notVerified: (text: string): string => `Not Verified with error: ${text}`,
  unknownSynapse: (name: string, known: readonly string[]): string =>
    `Synapse name '${name}' not found. Available synapses [${known.map((item) => `'${item}'`).join(", ")}]`,
  timeout: (seconds: number): string => `Response timeout after: ${seconds}s`,
  internal: (uuid: string): string => `Internal Server Error #${uuid}`,
  missingNonce: "Missing Nonce",
  missingSignature: "Missing signature",
  badSignatureForm: "Invalid signature format. Expected hex string.",
  mismatch: (message: string, signature: string): string => `Signature mismatch with ${message} and ${signature}`,
} as const;

/** Status texts a dendrite makes up for what never reached the wire (facts A1.8). */
export const dendriteText = {
  unavailable: (ip: string, port: number, name: string): string => `Service unavailable at ${ip}:${port}/${name}`,
  timeout: (seconds: number): string => `Request timeout after ${seconds} seconds`,
  unreadable: "Failed to parse response",
} as const;
