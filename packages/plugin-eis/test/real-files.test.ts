import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readBytes } from './read-bytes.ts';

const root = fileURLToPath(new URL('../../../../shared/data/eis/', import.meta.url));

interface Basic {
  readonly file: string;
  readonly spectra: readonly {
    n_points: number;
    f_first: number;
    f_last: number;
    f_min: number;
    f_max: number;
    Z_first: number[];
    Z_last: number[];
  }[];
}

const READERS: { readonly [file: string]: string } = {
  'impedance.py/exampleData.csv': 'csv',
  'impedance.py/exampleDataGamry.DTA': 'gamry-dta',
  'impedance.py/exampleDataBioLogic.mpt': 'biologic-mpt',
  'impedance.py/exampleDataZPlot.z': 'zplot',
  'impedance.py/exampleDataAutolab.txt': 'zplot',
  'impedance.py/Circuit1_EIS_1.z': 'zplot',
  'impedance.py/Circuit1_EIS_2.z': 'zplot',
  'eisfitpython/s04147-140deg.txt': 'novocontrol',
  'eisfitpython/s04147-160deg.txt': 'novocontrol',
  'eisfitpython/s04147-180deg.txt': 'novocontrol',
  'eisfitpython/s04147-200deg.txt': 'novocontrol',
  'eisfitpython/CSV_Example.csv': 'csv',
  'hybrid-drt/PEIS_LPSCl_IonBlocking_-25C.txt': 'biologic-mpt',
  'bayes-drt/PDAC_COM3_02109_Contact10_2065C_500C.txt': 'gamry-dta',
  'bayes-drt/550C.0.5V.DTA': 'gamry-dta',
  'eisart/eis_button_sofc.csv': 'csv',
  'eisart/eis_planar_sofc1.csv': 'csv',
  'eisart/eis_rq_1e-2s.csv': 'csv',
  'eisfitting/MPT_example.mpt': 'biologic-mpt',
  'autoeis/test_data.txt': 'biologic-mpt',
  'equivalentcircuits.jl/example_measurements.csv': 'csv',
  'pydrttools/1ZARC.csv': 'csv',
  'pydrttools/2ZARC0.csv': 'csv',
  'pydrttools/2ZARC1.csv': 'csv',
  'pydrttools/zarc_data.txt': 'csv',
  'pydrttools/LIB_data.txt': 'csv',
  'impedance.py/exampleDataParstat.txt': 'parstat',
  'impedance.py/exampleDataPowersuite.txt': 'parstat',
  'impedance.py/exampleDataVersaStudio.par': 'versastudio-par',
  'impedance.py/exampleDataCHInstruments.txt': 'chi',
  'hybrid-drt/PEIS_LPSCl_IonBlocking_-25C.mpr': 'biologic-mpr',
  'palmsens/eis_5freq.pssession': 'palmsens-pssession',
  'zahner/li-ion-battery.ism': 'zahner-ism',
  'zahner/000_mvdc.ism': 'zahner-ism',
  'zahner/050_mvdc.ism': 'zahner-ism',
  'zahner/100_mvdc.ism': 'zahner-ism',
  'zahner/150_mvdc.ism': 'zahner-ism',
  'zahner/200_mvdc.ism': 'zahner-ism',
  'zahner/250_mvdc.ism': 'zahner-ism',
  'eisart/eis_planar_mess.ism': 'zahner-ism',
};
/** All points are listed there, the spectrum is a part of them. */
const PART = 'zahner/rc-data.ism';

describe.skipIf(!existsSync(root))('real files (../shared/data)', () => {
  const basics = existsSync(root) ? (JSON.parse(readFileSync(`${root}basics.json`, 'utf8')) as Basic[]) : [];
  test.each(Object.entries(READERS))('%s is read by eis/%s with its points and its first and last impedance', async (file, reader) => {
    const expected = basics.find((entry) => entry.file === file)?.spectra[0];
    const result = await readBytes(file, new Uint8Array(readFileSync(root + file)));
    expect(result?.reader.id).toBe(reader);
    expect(result?.datasets).toHaveLength(1);
    const { frequency, re, im } = (result as NonNullable<typeof result>).datasets[0]!.variables;
    const close = (got: number | undefined, want: number | undefined): void =>
      expect(Math.abs((got as number) - (want as number))).toBeLessThanOrEqual(1e-6 * Math.abs(want as number));
    expect(frequency.values).toHaveLength(expected!.n_points);
    close(frequency.values[0], expected!.f_first);
    close(frequency.values.at(-1), expected!.f_last);
    close(re.values[0], expected!.Z_first[0]);
    close(im.values[0], expected!.Z_first[1]);
    close(re.values.at(-1), expected!.Z_last[0]);
    close(im.values.at(-1), expected!.Z_last[1]);
  });
  test.each([140, 160, 180, 200])('the sample name s04147-%ideg is a temperature', async (degC) => {
    const file = `eisfitpython/s04147-${degC}deg.txt`;
    const result = await readBytes(file, new Uint8Array(readFileSync(root + file)));
    expect(result?.datasets[0]?.conditions.temperature).toBeCloseTo(degC + 273.15, 9);
  });
  test('of a sweep that starts in the middle only the part from its highest to its lowest frequency is given, and said', async () => {
    const result = await readBytes(PART, new Uint8Array(readFileSync(root + PART)));
    const { frequency, re, im } = result!.datasets[0]!.variables;
    expect(result!.reader.id).toBe('zahner-ism');
    expect(frequency.values).toHaveLength(55);
    expect([frequency.values[0], frequency.values.at(-1)]).toEqual([100_000, 0.2]);
    const last = basics.find((entry) => entry.file === PART)!.spectra[0]!.Z_last;
    expect(Math.abs(re.values.at(-1)! / last[0]! - 1)).toBeLessThan(1e-9);
    expect(Math.abs(im.values.at(-1)! / last[1]! - 1)).toBeLessThan(1e-9);
    expect(result!.diagnostics).toMatchObject([{ severity: 'info', code: 'eis/start-sweep' }]);
    expect(result!.diagnostics[0]!.message).toContain('20 of 75 points');
    expect(result!.datasets[0]!.conditions.temperature).toBeCloseTo(23.8 + 273.15, 9);
  });
  test('the binary and the text of one measurement agree in every point', async () => {
    const stem = 'hybrid-drt/PEIS_LPSCl_IonBlocking_-25C';
    const [binary, text] = await Promise.all(
      ['.mpr', '.txt'].map(
        async (end) => (await readBytes(stem + end, new Uint8Array(readFileSync(root + stem + end))))!.datasets[0]!.variables,
      ),
    );
    for (const name of ['frequency', 're', 'im'] as const)
      binary![name].values.forEach((value, i) =>
        expect(Math.abs(value - text![name].values[i]!)).toBeLessThanOrEqual(1e-6 * Math.abs(value)),
      );
  });
  test('every file is either a spectrum above or nobody’s', async () => {
    expect(basics).toHaveLength(45);
    const others = basics.map(({ file }) => file).filter((file) => file !== PART && !Object.hasOwn(READERS, file));
    expect(others).toEqual([
      'hybrid-drt/sample_info.txt',
      'zahner/fit_result.json',
      'zahner/rc-data.fit_result/fit_result.json',
      'pydrttools/gamma_data.csv',
    ]);
    for (const file of others) expect(await readBytes(file, new Uint8Array(readFileSync(root + file)))).toBeUndefined();
  });
  test('good files give no warning', async () => {
    for (const file of [...Object.keys(READERS), PART]) {
      const { diagnostics } = (await readBytes(file, new Uint8Array(readFileSync(root + file))))!;
      expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
    }
  });
});
