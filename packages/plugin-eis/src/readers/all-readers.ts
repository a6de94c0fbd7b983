import type { Reader } from '@ionwalk/core';
import { autolabNova } from './autolab-nova.ts';
import { biologicMpr } from './biologic-mpr.ts';
import { biologicMpt } from './biologic-mpt.ts';
import { chi } from './chi.ts';
import { csv } from './csv.ts';
import { ecochemieDfr } from './ecochemie-dfr.ts';
import { elchemeaI2b } from './elchemea-i2b.ts';
import { gamryDta } from './gamry-dta.ts';
import { ivium } from './ivium.ts';
import { novocontrol } from './novocontrol.ts';
import { p00 } from './p00.ts';
import { palmsensPssession } from './palmsens-pssession.ts';
import { parstat } from './parstat.ts';
import { relaxis } from './relaxis.ts';
import { versastudioPar } from './versastudio-par.ts';
import { zahnerIsm } from './zahner-ism.ts';
import { zplot } from './zplot.ts';

/** Every reader of the plugin; of two that match, the more certain one reads. */
export const allReaders: readonly Reader[] = [
  gamryDta,
  biologicMpt,
  biologicMpr,
  zplot,
  autolabNova,
  ecochemieDfr,
  versastudioPar,
  parstat,
  chi,
  novocontrol,
  relaxis,
  elchemeaI2b,
  p00,
  ivium,
  palmsensPssession,
  zahnerIsm,
  csv,
];
