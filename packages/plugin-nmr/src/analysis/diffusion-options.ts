import { usageError } from '@ionwalk/core';
import type { EchoOptions } from './echo-decay-of.ts';

/** The typed options of `nmr diffusion`. */
export interface DiffusionOptions extends EchoOptions {
  readonly model: string;
  readonly nucleus: string;
  readonly domain: number | undefined;
  readonly offset: boolean;
  readonly signal: 'auto' | 'signed' | 'magnitude';
  readonly joint: boolean;
}

/** @throws nmr/joint – a background or a noise floor asked of a joint fit */
export function checkMeasurement({ offset, signal }: DiffusionOptions): void {
  if (!offset && signal !== 'magnitude') return;
  throw usageError(
    'nmr/joint',
    `a joint fit takes no ${offset ? 'background' : 'noise floor of magnitudes'}: each series would have its own`,
    {
      where: offset ? 'option --offset' : 'option --signal',
      fix: 'fit each series alone, or leave that option out',
    },
  );
}
