import { describe, expect, it } from 'vitest';
import { NO_CODES, withCode } from './shared-codes.ts';

describe('withCode', () => {
  it('gives one list for one order of codes, and never changes it', () => {
    const sample = withCode<string>(NO_CODES, 'gate/sample');
    const both = withCode(sample, 'gate/region');
    expect(both).toEqual(['gate/sample', 'gate/region']);
    expect(withCode(withCode<string>(NO_CODES, 'gate/sample'), 'gate/region')).toBe(both);
    expect(withCode(withCode<string>(NO_CODES, 'gate/region'), 'gate/sample')).toEqual(['gate/region', 'gate/sample']);
    expect(sample).toEqual(['gate/sample']);
    expect(Object.isFrozen(both)).toBe(true);
  });
});
