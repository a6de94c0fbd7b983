import type { Command } from 'commander';
import { type Figure, inputError, usageError } from '@ionwalk/core';
import { didYouMean } from '@ionwalk/core/host';
import type { DisplayList } from '@ionwalk/figures';
import { parseWidth, unitsFor } from '../figure-flags.ts';
import { readText } from '../read-text.ts';
import { type Session, outJson } from '../session.ts';
import { writeOutput } from '../write-output.ts';

interface PlotFlags {
  readonly output: string;
  readonly figure?: string;
  readonly width?: string;
  readonly units?: string;
  readonly theme?: string;
  readonly dpi: string;
}

const THEMES = ['light', 'dark', 'print'] as const;

export function addPlotCommand(program: Command, session: Session): void {
  program
    .command('plot')
    .description('any figure a command made, or records, as SVG, PDF or PNG')
    .argument('<figure>', 'the --json of an analysis or compare, a figure, records or a project folder; - for standard input')
    .requiredOption('-o, --output <file>', 'F.svg, F.pdf or F.png, or - for standard output (SVG)')
    .option('--figure <id>', 'which figure (default the first)')
    .option('--width <length>', 'width on paper, like 84mm')
    .option('--units <list>', 'units of the axes, like cm2/s,degC')
    .option('--theme <name>', 'light, dark or print')
    .option('--dpi <number>', 'dots per inch of a PNG', '300')
    .addHelpText(
      'before',
      'Examples:\n  ionwalk eis fit a.dta --json | ionwalk plot - -o nyquist.svg\n  ionwalk plot records.jsonl -o arrhenius.svg --width 84mm --theme print\n',
    )
    .action((path: string, flags: PlotFlags) => plot(path, flags, session));
}

async function plot(typed: string, flags: PlotFlags, session: Session): Promise<void> {
  const format = flags.output === '-' ? 'svg' : (flags.output.split('.').pop()?.toLowerCase() ?? '');
  if (format !== 'svg' && format !== 'png' && format !== 'pdf') {
    throw usageError('plot/format', `figures are written as .svg, .pdf or .png, not .${format}`, {
      where: 'option --output',
      fix: `write -o ${flags.output.replace(/\.[^./]*$/, '')}.svg`,
    });
  }
  const dpi = Number(flags.dpi);
  if (!(dpi >= 36 && dpi <= 2400))
    throw usageError('usage/range', `--dpi is '${flags.dpi}'`, { where: 'option --dpi', fix: 'give 36 to 2400, like 300' });
  const { layoutFigure } = await import('@ionwalk/figures');
  const options = { ...parseWidth(flags.width), ...parseTheme(flags.theme), ...unitsFor(flags.units) };
  const figures = await figuresIn(typed, session);
  const figure = choose(figures, flags.figure, typed);
  const drawn = layoutFigure(figure, options);
  await writeOutput(flags.output, await written(drawn, format, dpi / 96), session);
  if (session.json && flags.output !== '-') return outJson(session, { figure: figure.id, file: flags.output });
  if (flags.output === '-') return;
  const others = figures.filter(({ id }) => id !== figure.id).map(({ id }) => id);
  const more = flags.figure === undefined && others.length > 0 ? `; --figure draws ${[...new Set(others)].join(', ')}` : '';
  session.say(`${figure.id} → ${flags.output}${more}\n`);
}

async function written(drawn: DisplayList, format: 'svg' | 'pdf' | 'png', scale: number): Promise<string | Uint8Array> {
  if (format === 'pdf') return (await import('@ionwalk/figures/node')).renderPdf(drawn);
  const svg = (await import('@ionwalk/figures')).toSvg(drawn);
  return format === 'png' ? (await import('@ionwalk/figures/node')).renderPng(svg, scale) : svg;
}

function parseTheme(theme: string | undefined): { theme?: (typeof THEMES)[number] } {
  if (theme === undefined) return {};
  const found = THEMES.find((name) => name === theme);
  if (found) return { theme: found };
  const near = didYouMean(theme, THEMES);
  throw usageError('usage/choice', `--theme can't be '${theme}'`, {
    where: 'option --theme',
    fix: `${near ? `did you mean '${near}'? ` : ''}it takes ${THEMES.join(', ')}`,
  });
}

function choose(figures: readonly Figure[], id: string | undefined, typed: string): Figure {
  const ids = [...new Set(figures.map((figure) => figure.id))];
  const found = id === undefined ? figures[0] : figures.find((figure) => figure.id === id);
  if (found) return found;
  if (ids.length === 0)
    throw inputError('plot/no-figure', 'it holds no figure, and no records of diffusion coefficients to draw', {
      where: typed,
      fix: 'give the --json of an analysis (without --no-figures), or records; those of a conductivity need formula and cell for a D_sigma',
    });
  const near = didYouMean(id as string, ids);
  throw usageError('usage/figure', `there is no figure '${id}'`, {
    where: 'option --figure',
    fix: `${near ? `did you mean '${near}'? ` : ''}there are ${ids.join(', ')}`,
  });
}

/** Figures of a document, or those `compare` makes of records. */
async function figuresIn(typed: string, session: Session): Promise<readonly Figure[]> {
  const { text, path } = await readText(typed, session.cwd);
  const figures = figuresOf(parseJson(text));
  if (figures.length > 0) return figures.filter(isFigure);
  const { compareRecords, parseRecords } = await import('@ionwalk/core/compare');
  return compareRecords(parseRecords(text, path), {}).figures;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function figuresOf(document: unknown): unknown[] {
  if (typeof document !== 'object' || document === null) return [];
  if (isFigure(document)) return [document];
  const { figures, results } = document as { figures?: unknown; results?: unknown };
  if (Array.isArray(figures)) return figures;
  return Array.isArray(results) ? results.flatMap(figuresOf) : [];
}

const isFigure = (value: unknown): value is Figure =>
  typeof value === 'object' &&
  value !== null &&
  (value as { v?: unknown }).v === 1 &&
  Array.isArray((value as { layers?: unknown }).layers);
