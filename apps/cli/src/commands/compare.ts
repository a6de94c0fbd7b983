import type { Command } from 'commander';
import { collect } from '../common-options.ts';
import { isIonwalkError } from '@ionwalk/core';
import { batchExitCode, errorDocument, exitCodeOf, toJson } from '@ionwalk/core/host';
import { compareStudy, type CompareFlags } from '../compare-study.ts';
import { parseDisplayUnits } from '../print/display-units.ts';
import { errorText } from '../print/error-text.ts';
import { type Session, outJson } from '../session.ts';

interface Flags extends CompareFlags {
  readonly each?: boolean;
  readonly units?: string;
}

export function addCompareCommand(program: Command, session: Session): void {
  program
    .command('compare')
    .description('records or project folders: laws, Haven ratios, verdicts')
    .argument('<path...>', 'JSONL, JSON or CSV of records, an answer of an analysis, or a project folder')
    .option('--at <temperatures>', 'kelvins at which to compare, like 300,320..400/20 (default those of the data)')
    .option('--each', 'each path is a study of its own')
    .option('--across-samples', 'compare different samples too')
    .option('--gb-width <m>', 'width of the grain boundaries: with the grain size, the third of bulk, boundary and total')
    .option('--grain-size <m>', 'grain size, see --gb-width; never enters a Haven ratio')
    .option('--suppose <TAG:U>', 'as if a shared effect were of another size, like thermometer:0.3K (repeatable)', collect)
    .option('--units <list>', 'units of the printed table, like m2/s,K')
    .option('--no-figures', 'leave figures out')
    .addHelpText('before', 'Examples:\n  ionwalk compare records.jsonl --at 300,320..400/20\n  ionwalk compare llto-study/ --json\n')
    .action((paths: string[], flags: Flags) => compare(paths, flags, session));
}

async function compare(paths: readonly string[], flags: Flags, session: Session): Promise<void> {
  const units = parseDisplayUnits(flags.units);
  const { comparisonText } = await import('../print/comparison-text.ts');
  if (!flags.each) {
    const { document, exit } = await compareStudy(paths, flags, session);
    session.exit = exit;
    return session.json ? outJson(session, toJson(document).json) : comparisonText(document, units, session);
  }
  const results: { path: string; exit: number; [key: string]: unknown }[] = [];
  for (const path of paths) {
    try {
      const { document, exit } = await compareStudy([path], flags, session);
      results.push({ path, exit, ...document });
      if (session.json) continue;
      session.out(`${path}\n`);
      comparisonText(document, units, session);
    } catch (error) {
      // What is wrong with the call is wrong for every path.
      if (isIonwalkError(error) && error.kind === 'usage') throw error;
      results.push({ path, exit: exitCodeOf(error), ...errorDocument(error) });
      if (!session.json) session.say(errorText(errorDocument(error), session.terminal));
    }
  }
  session.exit = batchExitCode(results.map((result) => result.exit));
  if (session.json) outJson(session, toJson({ results }).json);
}
