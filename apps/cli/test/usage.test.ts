import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeFolder, runCliHere, spectrumCsv } from './run-source-cli.ts';

let folder: ReturnType<typeof makeFolder>;
beforeAll(() => (folder = makeFolder({ 'a.csv': spectrumCsv() })) && undefined);
afterAll(() => folder.remove());
const run = (...args: string[]): ReturnType<typeof runCliHere> => runCliHere(args, { cwd: folder.path });

it.each<[string[], string, string]>([
  [['inspct', 'a.csv'], 'usage/unknown-command', 'inspect'],
  [['eis', 'fitt', 'a.csv'], 'usage/unknown-command', 'eis fit'],
  [['eis'], 'usage/missing-command', 'ionwalk eis fit'],
  [['inspect', 'a.csv', '--valus'], 'usage/unknown-option', '--values'],
  [['eis', 'fit', 'a.csv', '--thicknes', '1mm'], 'usage/unknown-option', '--thickness'],
  [['eis', 'fit', 'a.csv', '--thickness', '1furlong'], 'units/unknown', 'mm'],
  [['eis', 'fit', 'a.csv', '--thickness', '1h'], 'units/dimension', 'mm'],
  [['eis', 'fit', 'a.csv', '--thickness', 'thin'], 'units/number', 'mm'],
  [['eis', 'fit', 'a.csv', '--weighting', 'moduls'], 'usage/choice', "'modulus'"],
  [['eis', 'fit', 'a.csv', '--temperature', '-400degC'], 'usage/range', '27degC'],
  [['eis', 'fit', 'a.csv', '--guess', 'R0'], 'usage/pair', '--guess'],
  [['eis', 'fit', 'a.csv', '--circuit', 'R0-p(R1,C1)', '--guess', 'R7=1'], 'usage/unknown-parameter', 'R1'],
  [['eis', 'fit', 'a.csv', '--effect', 'geometry'], 'usage/effect', 'geometry:0.02'],
  [['eis', 'fit', 'a.csv', '--reader', 'eis/cvs'], 'usage/unknown-reader', 'eis/csv'],
  [['eis', 'fit', 'a.csv', '--units', 'px'], 'units/unknown', 'cm2/s'],
  [['eis', 'fit'], 'usage/missing-argument', 'eis fit'],
  [['plot', 'a.csv', '-o', 'a.gif'], 'plot/format', 'a.svg'],
  [['plot', 'a.csv', '-o', 'a.png', '--dpi', 'many'], 'usage/range', '300'],
  [['compare', 'a.csv', '--at', '300..x'], 'units/number', ''],
  [['plugins', 'inspect', 'eiss'], 'usage/unknown-plugin', "'eis'"],
  [['why'], 'usage/missing-argument', 'why'],
  [['serve', '--port', 'x'], 'serve/port', '65535'],
  [['serve', '--host', '0.0.0.0'], 'usage/unknown-option', '--port'],
])('%j is wrong usage: exit 2, %s, with a suggestion', async (args, code, suggestion) => {
  const { exit, stdout, stderr } = await run(...args, '--json');
  expect([exit, stderr]).toEqual([2, '']);
  const { error } = JSON.parse(stdout) as { error: { code: string; fix: string } };
  expect(error.code).toBe(code);
  expect(error.fix).toContain(suggestion);
});
it('says the same in text, on stderr', async () => {
  const { exit, stdout, stderr } = await run('eis', 'fit', 'a.csv', '--thicknes', '1mm');
  expect([exit, stdout, stderr]).toEqual([
    2,
    '',
    'error usage/unknown-option option --thicknes: eis fit has no option --thicknes\n  try: did you mean --thickness?\n',
  ]);
});
it('help lists the commands of every plugin, on stdout', async () => {
  for (const args of [['--help'], []]) {
    const { exit, stdout, stderr } = await run(...args);
    expect([exit, stderr]).toEqual([0, '']);
    expect(stdout.startsWith('Examples:')).toBe(true);
    for (const name of ['inspect', 'compare', 'plot', 'records', 'why', 'plugins', 'demo', 'serve', 'eis', 'nmr', 'sims'])
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  }
});
it('help of a command has examples, units, choices and defaults', async () => {
  const { exit, stdout } = await run('eis', 'fit', '--help');
  expect(exit).toBe(0);
  expect(stdout).toContain('ionwalk eis fit PATH');
  expect(stdout).toMatch(/--thickness <\w*m>/);
  expect(stdout).toMatch(/--weighting <choice>[^]*modulus[^]*default/);
  for (const flag of ['--temperature', '--sample', '--effect', '--guess', '--fix', '--reader', '--no-figures', '--json', '--units'])
    expect(stdout).toContain(flag);
});
it('prints its version', async () => expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/));
