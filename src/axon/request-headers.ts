/** What an axon reads from a request's headers, before it looks at the body (facts A1.2, A1.3). */
export interface RequestHeaders {
  readonly timeoutSeconds: number;
  readonly headerSize: number;
  readonly totalSize: number;
  readonly computedBodyHash: string | undefined;
  readonly dendrite: {
    readonly ip: string | undefined;
    readonly version: number | undefined;
    readonly nonce: bigint | undefined;
    readonly uuid: string | undefined;
    readonly hotkey: string | undefined;
    readonly signature: string | undefined;
  };
}

type RawHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

const DEFAULT_TIMEOUT_SECONDS = 12;

/**
 * Reads the protocol's headers. `null` where one of them cannot be read as its type, which the SDK answers with 500.
 * Header names come in lower case, as Node gives them.
 */
export function parseRequestHeaders(headers: RawHeaders): RequestHeaders | null {
  let readable = true;
  const text = (name: string): string | undefined => {
    const value = headers[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const number = (name: string, pattern: RegExp): string | undefined => {
    const value = text(name)?.trim();
    if (value === undefined) return undefined;
    if (!pattern.test(value)) readable = false;
    return readable ? value : undefined;
  };
  const int = (name: string): number | undefined => {
    const value = number(name, /^[+-]?\d{1,15}$/);
    return value === undefined ? undefined : Number(value);
  };
  const nonceText = number("bt_header_dendrite_nonce", /^\+?\d{1,30}$/);
  const timeout = number("timeout", /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/);
  const parsed: RequestHeaders = {
    timeoutSeconds: timeout === undefined ? DEFAULT_TIMEOUT_SECONDS : Number(timeout),
    headerSize: int("header_size") ?? 0,
    totalSize: int("total_size") ?? 0,
    computedBodyHash: text("computed_body_hash"),
    dendrite: {
      ip: text("bt_header_dendrite_ip"),
      version: int("bt_header_dendrite_version"),
      nonce: nonceText === undefined ? undefined : BigInt(nonceText),
      uuid: text("bt_header_dendrite_uuid"),
      hotkey: text("bt_header_dendrite_hotkey"),
      signature: text("bt_header_dendrite_signature"),
    },
  };
  return readable ? parsed : null;
}
