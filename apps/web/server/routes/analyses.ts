import { usageError } from '@ionwalk/core';
import type { RegisteredAnalysis } from '@ionwalk/core/host';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AppOptions } from '../app-options.ts';
import type { BusyGate } from '../busy-gate.ts';
import { describeAnalysis, type DescribedAnalysis } from '../describe-plugins.ts';
import { fileGroups } from '../file-groups.ts';
import { jsonField } from '../json-field.ts';
import { readUpload } from '../read-upload.ts';
import { requestSignal } from '../request-signal.ts';
import type { AnalyseJob, DoJob } from '../runs/job.ts';
import type { RunList } from '../runs/run-list.ts';
import { safePath } from '../safe-path.ts';
import { fileList, uploadSchema } from '../upload-schema.ts';
import { sendAccepted, sendAnswer } from './runs.ts';

/** What the routes of the analyses need beside the plugins. */
export interface RunTools {
  readonly doJob: DoJob;
  readonly runs: RunList;
  readonly gate: BusyGate;
}

/**
 * One route for each analysis of each plugin, `POST /api/eis/fit/runs`: the document of the command of that name. With `Prefer: respond-async` (RFC 7240) it
 * answers 202 as soon as the upload is there, and the run goes on at the address in `Location`.
 */
export function analysisRoutes(app: FastifyInstance, { registry }: AppOptions, { doJob, runs, gate }: RunTools): void {
  for (const entry of registry.analyses) {
    const described = describeAnalysis(entry.plugin, entry.analysis);
    app.post(described.route, { schema: runSchema(entry, described), validatorCompiler: () => () => true }, (request, reply) => {
      if (!prefersAsync(request)) {
        return gate(async () => {
          const signal = requestSignal(reply);
          return sendAnswer(reply, await doJob(await readJob(entry, described, request), { signal }));
        });
      }
      return new Promise((resolve, reject) => {
        const whole = async (): Promise<void> => {
          const gone = requestSignal(reply);
          const run = runs.start(entry.command, await readJob(entry, described, request));
          // Who has gone before the address of the run was sent will never ask for it.
          gone.addEventListener('abort', () => reply.raw.writableEnded || runs.remove(run.state.id));
          resolve(sendAccepted(reply, run));
          await run.ended;
        };
        gate(whole).catch(reject);
      });
    });
  }
}

const prefersAsync = ({ headers }: FastifyRequest): boolean =>
  /(?:^|,)\s*respond-async\s*(?:,|;|$)/iu.test(String(headers['prefer'] ?? ''));

async function readJob(entry: RegisteredAnalysis, { inputs }: DescribedAnalysis, request: FastifyRequest): Promise<AnalyseJob> {
  const { files, fields } = await readUpload(request);
  const main = fields.get('main');
  const [first, ...others] = inputs;
  const unknown = [...files.keys()].find((name) => name !== 'files' && !others.some((input) => input.name === name));
  if (unknown !== undefined) {
    throw usageError('upload/unknown-input', `${entry.command} takes no files as '${unknown.slice(0, 40)}'`, {
      where: `field ${unknown.slice(0, 40)}`,
      fix: `it takes ${['files', ...others.map((input) => input.name)].join(', ')}`,
    });
  }
  return {
    kind: 'analyse',
    id: entry.id,
    roles: {
      [first?.name ?? 'files']: fileGroups(files.get('files') ?? [], main === undefined || main === '' ? undefined : safePath(main)),
      ...Object.fromEntries(others.map(({ name }) => [name, fileGroups(files.get(name) ?? [])])),
    },
    options: jsonField(fields, 'options'),
    guess: jsonField(fields, 'guess') as Record<string, string | number>,
    fix: jsonField(fields, 'fix') as Record<string, string | number>,
    reader: fields.get('reader') || undefined,
    figures: fields.get('figures') !== 'false',
  };
}

function runSchema({ plugin, analysis }: RegisteredAnalysis, { command, inputs, options }: DescribedAnalysis): object {
  const parameters = { type: 'object', description: 'JSON object: parameter name to value, SI or with its unit' };
  const others = inputs.slice(1);
  return {
    operationId: `${plugin.id}_${analysis.id}`,
    summary: analysis.title,
    description: [analysis.doc, `The same as the command: ionwalk ${command} … --json`].filter(Boolean).join('\n\n'),
    tags: [plugin.id],
    consumes: ['multipart/form-data'],
    body: uploadSchema(
      {
        ...Object.fromEntries(others.map(({ name, title }) => [name, fileList(title)])),
        options,
        guess: parameters,
        fix: parameters,
        reader: { type: 'string', description: 'full name of a reader, to override the choice' },
        main: { type: 'string', description: 'the file to analyse, when others are companions only' },
      },
      ['files', ...others.filter(({ optional }) => !optional).map(({ name }) => name)],
    ),
  };
}
