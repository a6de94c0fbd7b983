/** Experiments that measure a relaxation time: recovery after inversion or saturation, decay of echoes or under a spin lock. */
export const RECOVERY_KINDS = ['T1-ir', 'T1-sr', 'T2', 'T1rho'] as const;
export type RecoveryKind = (typeof RECOVERY_KINDS)[number];

/** Name of the time in the answer. */
export const timeName = (kind: RecoveryKind): 'T1' | 'T2' | 'T1rho' => (kind === 'T1-ir' || kind === 'T1-sr' ? 'T1' : kind);

/** True where the signal falls from M0 to 0 instead of recovering to M0. */
export const isDecay = (kind: RecoveryKind): boolean => kind === 'T2' || kind === 'T1rho';
