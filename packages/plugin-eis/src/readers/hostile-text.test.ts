import { isIonwalkError } from '@ionwalk/core';
import { describe, expect, test } from 'vitest';
import { bytesOf, readWith } from '../../test/read-bytes.ts';
import { allReaders } from './all-readers.ts';

describe('hostile text', () => {
  const long = 'x'.repeat(2_000_000);
  const digits = `${'1'.repeat(2_000_000)}x`;
  test.each([
    ['blanks after a keyword', `# temperature${' '.repeat(2_000_000)}\nf,re,im\n1,2,3\n2,3,4\n`],
    ['a header cell of megabytes', `f,re,im,${' '.repeat(2_000_000)}(\n1,2,3,4\n2,3,4,5\n`],
    ['digits without end', `EXPLAIN\nTAG\tEISPOT\nZCURVE\tTABLE\n\tFreq\tZreal\tZimag\n\tHz\tohm\tohm\n\t${digits}\t1\t1\n\t1\t1\t1\n`],
    ['one line', long],
    [
      'thousands of spectra side by side',
      `RelaxIS 3.0 Spectrum export\n${"Frequency\tZ'\tZ''\t".repeat(2000)}\nx\n${Array.from({ length: 20 }, (_, i) => `${i + 1}\t2\t3\t`.repeat(2000)).join('\n')}`,
    ],
    [
      'segments without end',
      `<Application>\nName=VersaStudio\n${'<Segment1>\nDefinition=Frequency(Hz),Z Real,Z Imag\n1,2,3\n'.repeat(20_000)}`,
    ],
    ['measurements without end', `Title=x\n${'primary_data\n3\n999999999\n1 2 3\n'.repeat(20_000)}`],
    ['points without end', `VERSION8.0\n999999999\nx\n${'1\n'.repeat(500_000)}`],
    ['arrays without end', `{"Type":"PalmSens.DataFiles.SessionFile","Measurements":[${'{"DataSet":{"Values":[]}},'.repeat(20_000)}{}]}`],
    ['a Novocontrol header of megabytes', `s\n Freq.[Hz]\tZs'[ohm]\tZs''[ohm]${'\t'.repeat(1_000_000)}\n1\t2\t3\n`],
    [
      'a sweep that creeps back',
      `f,re,im\n${Array.from({ length: 60_000 }, (_, i) => `${i < 30_000 ? 1 + i : 30_000 - (i - 30_000) * 0.1},1,1`).join('\n')}`,
    ],
    ['a hundred thousand spectra', `f,re,im,spectrum\n${Array.from({ length: 100_000 }, (_, i) => `1,1,1,${i}`).join('\n')}`],
  ])('%s ends with numbers or a typed error', async (_name, text) => {
    for (const reader of allReaders) {
      const bytes = bytesOf(text);
      reader.sniff({ path: 'x', size: bytes.length, head: bytes.subarray(0, 4096), siblings: [] });
      const error = await readWith(reader, 'x', bytes).then(
        () => undefined,
        (caught: unknown) => caught,
      );
      if (error !== undefined) expect(isIonwalkError(error)).toBe(true);
    }
  });
});
