/** Units to show; what isn't given has the default. Data stay in SI. */
export interface UnitChoice {
  /** @default 'cm2/s' */
  readonly diffusivity?: 'cm2/s' | 'm2/s';
  /** @default 'degC' */
  readonly temperature?: 'degC' | 'K';
  /** @default the prefix that fits the range */
  readonly length?: 'nm' | 'um' | 'mm' | 'm';
  /** @default 'S/cm' */
  readonly conductivity?: 'S/cm' | 'S/m';
  /** @default 'eV' */
  readonly energy?: 'eV' | 'kJ/mol';
}
