import { inputError } from '@ionwalk/core';
import { toJson } from '@ionwalk/core/host';
import { figureCsv, renderSvg } from '@ionwalk/figures';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AppOptions } from '../app-options.ts';
import { csvText, type CsvCell } from '../csv-text.ts';
import { requestSignal } from '../request-signal.ts';
import type { DoJob } from '../runs/job.ts';
import { SANDBOX_POLICY } from '../security-headers.ts';
import { findFigure } from '../study/find-figure.ts';
import { loadStudy } from '../study/load-study.ts';
import type { Study } from '../study/study.ts';
import { readStudyFile } from '../study/read-study-file.ts';
import { sendFigure } from './figures.ts';

/** The study folder: one document for the first page, and twins of its tables and figures to download. */
export function studyRoutes(app: FastifyInstance, { project, version }: AppOptions, draw: DoJob): void {
  const load = (): Promise<Study> => loadStudy(project, version);
  const schema = (summary: string): { schema: object } => ({ schema: { summary, tags: ['study'] } });

  app.get('/api/study', schema('The study: records, comparison, checks, figures'), async () => toJson(await load()).json);
  app.get('/api/study/records.json', schema('Records as JSON'), async () => (await load()).records);
  app.get('/api/study/compare.json', schema('The compare document'), async () => toJson((await load()).compare).json);
  for (const name of ['records', 'haven', 'laws'] as const) {
    app.get(`/api/study/${name}.csv`, schema(`Table of ${name} as CSV, units in the header`), async (_, reply) =>
      sendCsv(reply, `${name}.csv`, tables[name](await load())),
    );
  }
  app.get('/api/study/report.html', schema('The report, as one page'), async (_, reply) => {
    const page = project === undefined ? undefined : await readStudyFile(project, 'report.html');
    if (page === undefined) throw inputError('study/no-report', 'the study has no report.html', { fix: 'make one with ionwalk report' });
    return reply.type('text/html; charset=utf-8').header('content-security-policy', SANDBOX_POLICY).send(page);
  });
  app.get<{ Params: { file: string } }>(
    '/api/study/figures/:file',
    schema('A figure as .svg, .png, .pdf, .json or .csv'),
    async (request, reply) => {
      const [, id = '', kind = ''] = /^(.{1,120})\.(svg|png|pdf|json|csv)$/u.exec(request.params.file) ?? [];
      const found = await findFigure(project, id, await load());
      if (kind === 'svg' && found.svg !== undefined) return sendSvg(reply, id, found.svg);
      if (!found.figure)
        throw inputError('study/no-figure', `the study has no figure '${id.slice(0, 80)}' as ${kind || 'this'}`, {
          fix: 'GET /api/study lists the figures',
        });
      if (kind === 'svg') return sendSvg(reply, id, renderSvg(found.figure));
      if (kind === 'png' || kind === 'pdf') {
        const job = { kind: 'draw', figure: found.figure, format: kind, width: '174mm', dpi: 300, units: {} } as const;
        return sendFigure(reply, id, kind, await draw(job, { signal: requestSignal(reply) }));
      }
      if (kind === 'json') return toJson(found.figure).json;
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${id}.csv"`)
        .send(figureCsv(found.figure));
    },
  );
}

interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
}

const cells = (rows: readonly object[], keys: readonly string[]): CsvCell[][] =>
  rows.map((row) => keys.map((key) => (row as Readonly<Record<string, CsvCell>>)[key]));
const havenKeys = ['sample', 'region', 'numerator', 'T', 'value', 'lo', 'hi', 'bound', 'method', 'verdict', 'reason'];
const lawKeys = [
  'sample',
  'kind',
  'region',
  'model',
  'n',
  'Ea_eV',
  'u_Ea_eV',
  'lo_Ea_eV',
  'hi_Ea_eV',
  'lnD_pivot',
  'u_lnD_pivot',
  'T_pivot',
];

const tables: Readonly<Record<'records' | 'haven' | 'laws', (study: Study) => CsvTable>> = {
  records: ({ records }) => ({
    header: ['id', 'kind', 'region', 'value (SI)', 'unit', 'u (of ln value)', 'bound', 'T (K)', 'ion', 'sample', 'model'],
    rows: records.map((r) => [
      r.id,
      r.kind,
      r.region,
      r.value,
      r.unit,
      r.u,
      r.bound ?? null,
      r.T,
      r.ion?.element,
      r.sample?.id,
      r.model?.name,
    ]),
  }),
  haven: ({ compare }) => ({
    header: havenKeys.map((key) => (key === 'T' ? 'T (K)' : ['value', 'lo', 'hi'].includes(key) ? `${key} (1)` : key)),
    rows: cells(compare?.haven ?? [], havenKeys),
  }),
  laws: ({ compare }) => ({
    header: lawKeys.map((key) =>
      key.endsWith('_eV')
        ? `${key.slice(0, -3)} (eV)`
        : key === 'T_pivot'
          ? 'T_pivot (K)'
          : key === 'lnD_pivot'
            ? 'lnD_pivot (ln m2/s)'
            : key,
    ),
    rows: cells(compare?.laws ?? [], lawKeys),
  }),
};

const sendCsv = (reply: FastifyReply, name: string, { header, rows }: CsvTable): FastifyReply =>
  reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`).send(csvText(header, rows));

const sendSvg = (reply: FastifyReply, id: string, svg: string): FastifyReply =>
  reply
    .type('image/svg+xml')
    .header('content-security-policy', SANDBOX_POLICY)
    .header('content-disposition', `attachment; filename="${id}.svg"`)
    .send(svg);
