import { usageError } from '@ionwalk/core';
import { brickLayerModel } from '../models/brick-layer.ts';
import { coupleModel } from '../models/couple.ts';
import { erfcModel } from '../models/erfc.ts';
import { extendedSourceModel } from '../models/extended-source.ts';
import { interfaceModel } from '../models/interface.ts';
import type { ProfileModel } from '../models/profile-model.ts';
import { sheetModel } from '../models/sheet.ts';
import { sheetExchangeModel } from '../models/sheet-exchange.ts';
import { surfaceExchangeModel } from '../models/surface-exchange.ts';
import { thinFilmModel } from '../models/thin-film.ts';
import { suzuokaModel } from '../models/suzuoka.ts';
import { twoStepModel } from '../models/two-step.ts';
import { whippleModel } from '../models/whipple.ts';

/** What decides which models apply: all optional but the choice. */
export interface ModelChoice {
  readonly model: string;
  readonly then: number | undefined;
  readonly thickness: number | undefined;
  readonly 'grain-size': number | undefined;
  readonly 'source-width'?: number | undefined;
  readonly interface?: number | undefined;
  readonly 'gb-density'?: number | undefined;
}

const plain = (model: unknown): ProfileModel => model as ProfileModel;

/** Every model of a profile by name. */
export const PROFILE_MODELS: Readonly<Record<string, ProfileModel>> = {
  erfc: plain(erfcModel),
  'surface-exchange': plain(surfaceExchangeModel),
  'thin-film': plain(thinFilmModel),
  sheet: plain(sheetModel),
  'two-step': plain(twoStepModel),
  'brick-layer': plain(brickLayerModel),
  'extended-source': plain(extendedSourceModel),
  'sheet-exchange': plain(sheetExchangeModel),
  couple: plain(coupleModel),
  interface: plain(interfaceModel),
  whipple: plain(whippleModel),
  suzuoka: plain(suzuokaModel),
};

/** What each model can't do without. */
const NEEDS: Readonly<Record<string, 'thickness' | 'then' | 'grain-size' | 'source-width' | 'interface'>> = {
  sheet: 'thickness',
  'two-step': 'then',
  'brick-layer': 'grain-size',
  'extended-source': 'source-width',
  'sheet-exchange': 'thickness',
  couple: 'interface',
  interface: 'interface',
};
/** Models that know a second, sealed step. */
export const SEALED: readonly string[] = ['two-step', 'thin-film', 'extended-source', 'couple', 'interface', 'suzuoka'];

/**
 * The models to try; a single one is checked against its options. Beside `two-step`, models that know no second step are tried as if the first had
 * lasted for both.
 * Throws usage `sims/model-option` for a model whose option is missing, `sims/model-then` for one that knows no second step.
 */
export function profileCandidates(choice: ModelChoice): ProfileModel[] {
  if (choice.model !== 'auto') {
    const need = NEEDS[choice.model];
    if (need && choice[need] === undefined) {
      throw usageError('sims/model-option', `model ${choice.model} needs --${need}`, { where: 'option --model', fix: `add --${need}` });
    }
    if (choice.then !== undefined && !SEALED.includes(choice.model)) {
      throw usageError('sims/model-then', `model ${choice.model} knows no second step without exchange`, {
        where: 'option --then',
        fix: 'choose --model two-step, or leave out --then',
      });
    }
    return [PROFILE_MODELS[choice.model] as ProfileModel];
  }
  // a couple is another experiment than an uptake, not another model of it
  if (choice.interface !== undefined) return ['couple', 'interface'].map((name) => PROFILE_MODELS[name] as ProfileModel);
  const names = ['erfc', 'surface-exchange', 'thin-film'];
  if (choice.thickness !== undefined) names.push('sheet', 'sheet-exchange');
  if (choice['source-width'] !== undefined) names.push('extended-source');
  if (choice.then !== undefined) names.push('two-step');
  if (choice['grain-size'] !== undefined) names.push('brick-layer');
  if (choice['gb-density'] !== undefined) names.push('whipple', 'suzuoka');
  return names.map((name) => PROFILE_MODELS[name] as ProfileModel);
}
