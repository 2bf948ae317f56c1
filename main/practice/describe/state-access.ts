/** A readable state. Keys are lower-case hex without `0x`. */
export interface StateView {
  get(key: string): Uint8Array | undefined;
  /** All keys that begin with `prefix`, in order, those that were removed left out. */
  keys(prefix: string): Iterable<string>;
}

/** A state that can be changed. */
export interface StateAccess extends StateView {
  /** Writes a value; undefined removes the key. */
  set(key: string, value: Uint8Array | undefined): void;
}

/** Whatever holds a readable state: a context, or `{state}` in a test. */
export interface Reads {
  readonly state: StateView;
}

/** Whatever holds a state that can be changed. */
export interface Writes {
  readonly state: StateAccess;
}
