import type { Command } from 'commander';
import { toJson } from '@ionwalk/core/host';
import { compareStudy } from '../compare-study.ts';
import { referenceRows } from '../print/reference-rows.ts';
import { textTable } from '../print/text-table.ts';
import { type Session, outJson } from '../session.ts';

export function addReferenceCommand(program: Command, session: Session): void {
  const reference = program
    .command('reference')
    .description('published Haven ratios, diffusion coefficients and conductivities')
    .helpCommand(false);
  reference
    .command('list')
    .description('the library: value, source and how each was checked')
    .option('--quantity <kind>', 'H_R, sigma, D_tracer, …')
    .option('--material <text>', 'part of the name of the material')
    .addHelpText('before', 'Examples:\n  ionwalk reference list --quantity H_R\n')
    .action((flags: { quantity?: string; material?: string }) => list(flags, session));
  reference
    .command('compare')
    .description('records beside the published values of their material')
    .argument('<path...>', 'records, or a project folder')
    .addHelpText('before', 'Examples:\n  ionwalk reference compare llto-study/\n')
    .action((paths: string[]) => compare(paths, session));
}

async function list(query: { quantity?: string; material?: string }, session: Session): Promise<void> {
  const { referenceFacts } = await import('@ionwalk/core/compare');
  const facts = referenceFacts(query);
  if (session.json) return outJson(session, toJson({ facts }).json);
  session.out(textTable(facts.map(referenceRows)));
  session.say(
    facts.length === 0
      ? 'no published value fits: ionwalk reference list shows all, with the names of materials and quantities\n'
      : `${facts.length} facts; name the source and its licence with each\n`,
  );
}

async function compare(paths: readonly string[], session: Session): Promise<void> {
  const { compareWithReference } = await import('@ionwalk/core/compare');
  const { records, document } = await compareStudy(paths, { figures: false }, session);
  const comparisons = [...records, ...document.records].flatMap((record) =>
    record.sample?.formula === undefined || record.bound
      ? []
      : compareWithReference({ ...record, formula: record.sample.formula }).map((found) => ({
          id: record.id,
          kind: record.kind,
          T: record.T,
          ...found,
        })),
  );
  if (session.json) return outJson(session, toJson({ comparisons }).json);
  const told = comparisons.filter((one) => one.gate !== 'not-comparable');
  session.out(
    textTable(
      told.map((one) => [
        one.kind,
        one.T === null ? '' : `${one.T} K`,
        one.verdict,
        one.ratio === null ? '—' : one.ratio.toPrecision(3),
        one.reason,
      ]),
    ),
  );
  session.say(
    comparisons.length === 0
      ? 'no published value is of these materials (a record needs the formula of its sample): ionwalk reference list shows them\n'
      : `${told.length} of ${comparisons.length} pairs of a record and a published value can be compared; --json says why the others can't\n`,
  );
}
