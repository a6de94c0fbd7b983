import type { Dataset, Plugin } from '@ionwalk/core';
import type { Check } from './check.ts';
import { analysisChecks } from './checks/analysis-checks.ts';
import { descriptorChecks } from './checks/descriptor-checks.ts';
import { elementChecks } from './checks/element-checks.ts';
import { hostileChecks } from './checks/hostile-checks.ts';
import { modelChecks } from './checks/model-checks.ts';
import { readerChecks } from './checks/reader-checks.ts';
import { snifferChecks } from './checks/sniffer-checks.ts';
import { type KitSample, samplesOf } from './kit-sample.ts';

export interface KitOptions {
  readonly samples?: readonly KitSample[];
  /** Datasets for models whose kind no sample gives. */
  readonly datasets?: readonly Dataset[];
  /** Seeded byte flips per sample; 200 is the specification, fewer make a quick run. */
  readonly flips?: number;
  /** Samples of other plugins, which its sniffers must decline. */
  readonly foreign?: readonly KitSample[];
}

/** Every promise of the specification that can be checked on this plugin: pure, no runner. */
export function checks(plugin: Plugin, options: KitOptions = {}): Check[] {
  const samples = samplesOf(plugin, options.samples);
  return [
    ...descriptorChecks(plugin),
    ...snifferChecks(plugin, options.foreign ?? []),
    ...readerChecks(plugin, samples),
    ...hostileChecks(plugin, samples, options.flips ?? 200),
    ...modelChecks(plugin, samples, options.datasets ?? []),
    ...analysisChecks(plugin, samples),
    ...elementChecks(plugin),
  ];
}
