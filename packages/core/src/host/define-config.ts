import type { Plugin } from '../api/plugin.ts';

/** What `ionwalk.config.ts` exports by default. */
export interface IonwalkConfig {
  /** Further plugins; `false` and `undefined` are passed over, so that one may be switched: `[isLab && qens]`. */
  readonly plugins?: readonly (Plugin | false | null | undefined)[];
  /** false leaves out the bundled techniques (eis, nmr, sims). */
  readonly bundled?: boolean;
}

/** Identity, for the types: `export default defineConfig({ plugins: [msd] })`. */
export const defineConfig = (config: IonwalkConfig): IonwalkConfig => config;
