import type { Command } from 'commander';
import { collect } from '../common-options.ts';
import { toJson } from '@ionwalk/core/host';
import { compareStudy, type CompareFlags } from '../compare-study.ts';
import { diagnosticText } from '../print/diagnostic-text.ts';
import { havenText } from '../print/haven-text.ts';
import { parseDisplayUnits } from '../print/display-units.ts';
import { type Session, outJson } from '../session.ts';

interface Flags extends CompareFlags {
  readonly units?: string;
}

export function addHavenCommand(program: Command, session: Session): void {
  program
    .command('haven')
    .description('Haven ratios of bulk, grain boundary and total')
    .argument('<path...>', 'records, or a project folder')
    .option('--at <temperatures>', 'kelvins, like 300,320..400/20 (default those of the numerators)')
    .option('--across-samples', 'compare different samples too')
    .option('--suppose <TAG:U>', 'as if a shared effect were of another size, like thermometer:0.3K (repeatable)', collect)
    .option('--units <list>', 'units of the printed table, like K')
    .option('--no-figures', 'leave figures out')
    .addHelpText('before', 'Examples:\n  ionwalk haven records.jsonl --at 295.15\n')
    .action((paths: string[], flags: Flags) => haven(paths, flags, session));
}

async function haven(paths: readonly string[], flags: Flags, session: Session): Promise<void> {
  const units = parseDisplayUnits(flags.units);
  const { document } = await compareStudy(paths, flags, session);
  const open = document.haven.some((entry) => entry.value === null);
  session.exit = open && flags.at !== undefined ? 4 : 0;
  const figures = document.figures.filter((figure) => figure.id === 'haven');
  if (session.json) return outJson(session, toJson({ haven: document.haven, figures, diagnostics: document.diagnostics }).json);
  session.out(havenText(document.haven, units));
  if (document.haven.length === 0) {
    session.say(
      'no Haven ratio: it takes a D_sigma and a D_NMR or D_tracer of the same sample and region; ionwalk compare says what stands between the records\n',
    );
  }
  session.say(diagnosticText(document.diagnostics, session.terminal));
}
