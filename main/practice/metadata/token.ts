/** The practice network's token, as its properties and the digest of its metadata have it (facts: chain 1.2). */
export const TOKEN = { symbol: "TAO", decimals: 9, ss58Format: 42 } as const;
