/** The interval of a ratio that may be called agreement is narrower than a factor 1.5 in one standard uncertainty. */
export const SHARP: number = Math.log(1.5);
