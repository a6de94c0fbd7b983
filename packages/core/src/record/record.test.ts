import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../api/record.ts';
import { canonicalJson } from './canonical-json.ts';
import { hashText } from './hash-text.ts';
import { recordId } from './record-id.ts';
import { sha256Hex } from './sha256.ts';
import { validateRecord } from './validate-record.ts';

const draft: Omit<DiffusionRecord, 'id'> = {
  schema: 'ionwalk/diffusion-record/1',
  kind: 'D_NMR',
  region: 'bulk',
  value: 4.177e-11,
  unit: 'm2/s',
  u: 0.031,
  nu: 18,
  effects: [{ tag: 'thermometer', from: { u_T: 1, unit: 'K' } }],
  T: 393.15,
  ion: { element: 'Li', isotope: 7, z: 1 },
  sample: { id: 'LLTO-A3' },
  direction: { type: 'mean' },
  model: { name: 'nmr/powder-2d', version: '0.1.0', free: {}, fixed: {}, flags: [] },
  inputs: [],
  parents: [],
  software: { name: 'ionwalk', version: '0.1.0', plugin: '@ionwalk/plugin-nmr@0.1.0' },
};
const record: DiffusionRecord = { ...draft, id: recordId(draft) };
const refusal = (change: object): string => {
  try {
    const changed = { ...record, ...change };
    validateRecord({ ...changed, id: recordId(changed) });
    return 'accepted';
  } catch (error) {
    expect((error as { fix: string }).fix).not.toBe('');
    return (error as { code: string }).code;
  }
};

describe('sha256Hex', () => {
  it('equals the platform digest for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(sha256Hex(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
    );
  });
});

describe('hashText', () => {
  it('is the same with and without a digest of the platform, for any text', () => {
    fc.assert(
      fc.property(fc.uint16Array({ maxLength: 300 }), (units) => {
        const text = String.fromCharCode(...units);
        expect(hashText(text)).toBe(sha256Hex(text));
      }),
    );
    const long = 'é'.repeat(20_000);
    expect(hashText(long)).toBe(sha256Hex(long));
  });
});

describe('canonicalJson', () => {
  it('sorts keys by UTF-16 units and writes numbers as RFC 8785 does', () => {
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '1': 3, '\ud83d\ude00': 4, '\ufb33': 5 })).toBe('{"\\r":2,"1":3,"€":1,"😀":4,"\ufb33":5}');
    expect(canonicalJson([333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0])).toBe('[333333333.3333333,1e+30,4.5,0.002,1e-27,0]');
  });
  it('does not depend on the order in which keys were written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.boolean(), fc.constant(null))), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(object));
      }),
    );
  });
  it('sorts objects that share their first key each by its own keys', () => {
    expect(canonicalJson([{ b: 1, a: 2 }, { b: 1, c: 2 }, { b: 1, a: 2 }, { b: 1 }])).toBe(
      '[{"a":2,"b":1},{"b":1,"c":2},{"a":2,"b":1},{"b":1}]',
    );
  });
  it('refuses what JSON cannot say', () => {
    expect(() => canonicalJson(NaN)).toThrow('not a JSON number');
    expect(() => canonicalJson('\ud800')).toThrow('surrogate');
  });
});

describe('recordId', () => {
  it('ignores the id itself and changes with any content', () => {
    expect(recordId(record)).toBe(record.id);
    expect(recordId({ ...record, value: 4.178e-11 })).not.toBe(record.id);
  });
});

describe('validateRecord', () => {
  it('accepts a sound record', () => {
    expect(refusal({})).toBe('accepted');
    expect(refusal({ T: null, u: null, ion: null })).toBe('accepted');
  });
  it.each([
    [{ value: 0 }, 'record/value'],
    [{ value: NaN }, 'record/value'],
    [{ value: -1e-12 }, 'record/value'],
    [{ unit: 'S/m' }, 'record/unit'],
    [{ T: 0 }, 'record/temperature'],
    [{ u: -0.1 }, 'record/uncertainty'],
    [{ schema: 'ionwalk/diffusion-record/2' }, 'record/schema'],
    [{ region: 'grain' }, 'record/kind'],
    [{ effects: [{ tag: 'geometry' }] }, 'record/effect'],
  ])('refuses %j', (change, code) => {
    const changed = { ...record, ...change } as DiffusionRecord;
    expect(() => validateRecord(changed)).toThrow(expect.objectContaining({ code }) as Error);
  });
  it('refuses an edited record by its id', () => {
    expect(() => validateRecord({ ...record, value: 5e-11 })).toThrow(expect.objectContaining({ code: 'record/id' }) as Error);
  });
});
