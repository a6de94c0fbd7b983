import type { Command } from 'commander';
import { toJson } from '@ionwalk/core/host';
import { compareStudy, type CompareFlags } from '../compare-study.ts';
import { compensationText } from '../print/compensation-text.ts';
import { diagnosticText } from '../print/diagnostic-text.ts';
import { lawsText } from '../print/laws-text.ts';
import { parseDisplayUnits } from '../print/display-units.ts';
import { type Session, outJson } from '../session.ts';

interface Flags extends CompareFlags {
  readonly units?: string;
}

export function addLawsCommand(program: Command, session: Session): void {
  program
    .command('laws')
    .description('the laws of D over temperature: activation energies, breaks, curvature')
    .argument('<path...>', 'records, or a project folder')
    .option('--at <temperatures>', 'kelvins at which to predict D, like 300,320..400/20')
    .option('--units <list>', 'units of the printed table, like m2/s,K')
    .option('--no-figures', 'leave figures out')
    .addHelpText('before', 'Examples:\n  ionwalk laws records.jsonl\n  ionwalk laws llto-study/ --json\n')
    .action((paths: string[], flags: Flags) => laws(paths, flags, session));
}

async function laws(paths: readonly string[], flags: Flags, session: Session): Promise<void> {
  const units = parseDisplayUnits(flags.units);
  const { document } = await compareStudy(paths, flags, session);
  const figures = document.figures.filter((figure) => /^(arrhenius|meyer-neldel)/.test(figure.id));
  session.exit = document.laws.some((law) => law.diagnostics.some((diagnostic) => diagnostic.severity !== 'info')) ? 4 : 0;
  if (session.json)
    return outJson(
      session,
      toJson({ laws: document.laws, compensation: document.compensation, figures, diagnostics: document.diagnostics }).json,
    );
  session.out(lawsText(document.laws, units));
  session.out(compensationText(document.compensation));
  const said = [...document.diagnostics, ...document.laws.flatMap((law) => law.diagnostics)];
  const once = said.filter((one, i) => said.findIndex((other) => other.code === one.code && other.message === one.message) === i);
  session.say(diagnosticText(once, session.terminal));
}
