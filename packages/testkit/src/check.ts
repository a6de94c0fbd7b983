/** One promise a plugin makes; `run` rejects with the reason where it is broken. */
export interface Check {
  /** Number in the specification. */
  readonly number: number;
  readonly name: string;
  /** Why it can't be checked: there is no sample, for instance. Shown, never silently passed. */
  readonly skip?: string;
  readonly run: () => Promise<void>;
}

/** Fails a check with what was expected and what was found. */
export function expectThat(holds: unknown, message: string): asserts holds {
  if (!holds) throw new Error(message);
}
