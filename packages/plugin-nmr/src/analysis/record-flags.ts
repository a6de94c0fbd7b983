/** What a record says by itself of the fit it rests on: the gate it failed, scatter that no noise explains, b-values the file contradicts. */
export const recordFlags = (fault: string | undefined, contradicted: boolean): string[] => [
  ...(fault === undefined ? [] : [fault]),
  ...(contradicted ? ['b-mismatch'] : []),
];
