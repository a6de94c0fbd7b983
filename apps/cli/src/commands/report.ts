import type { Command } from 'commander';
import type { Figure } from '@ionwalk/core';
import { compareStudy } from '../compare-study.ts';
import { studyFolder } from '../report/study-folder.ts';
import { type Session, outJson } from '../session.ts';
import { writeOutput } from '../write-output.ts';

export function addReportCommand(program: Command, session: Session): void {
  program
    .command('report')
    .description('one self-contained page of a study')
    .argument('<path>', 'a project folder, or records')
    .requiredOption('-o, --output <file>', 'report.html, or - for standard output')
    .option('--title <text>', 'title of the page')
    .addHelpText('before', 'Examples:\n  ionwalk report llto-study/ -o report.html\n')
    .action((path: string, flags: { output: string; title?: string }) => report(path, flags, session));
}

async function report(path: string, flags: { output: string; title?: string }, session: Session): Promise<void> {
  const { reportPage } = await import('../report/report-page.ts');
  const { document, records } = await compareStudy([path], {}, session);
  const folder = await studyFolder(path, session.cwd);
  const own = new Set(folder.figures.map((figure) => figure.id));
  const figures: Figure[] = [...document.figures.filter((figure) => !own.has(figure.id)), ...folder.figures];
  const title = flags.title ?? (records[0]?.sample?.id ? `Study of ${records[0].sample.id}` : 'Study');
  const page = reportPage({ title, compare: document, records, figures, ...folder.said });
  await writeOutput(flags.output, page, session);
  if (session.json && flags.output !== '-')
    return outJson(session, { file: flags.output, records: records.length, figures: figures.length });
  if (flags.output !== '-') session.say(`${records.length} records, ${figures.length} figures → ${flags.output}\n`);
}
