import { usageError } from '@ionwalk/core';
import { analyseFiles, analysisDocument, analysisExit, type RegisteredAnalysis } from '@ionwalk/core/host';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppOptions } from '../app-options.ts';
import { describeAnalysis, type DescribedAnalysis } from '../describe-plugins.ts';
import { errorAnswer } from '../error-status.ts';
import { fileGroups } from '../file-groups.ts';
import { jsonField } from '../json-field.ts';
import { readUpload } from '../read-upload.ts';
import { requestSignal } from '../request-signal.ts';
import { safePath } from '../safe-path.ts';
import { fileList, uploadSchema } from '../upload-schema.ts';

type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** One route for each analysis of each plugin, `POST /api/eis/fit/runs`: the document of the command of that name. */
export function analysisRoutes(app: FastifyInstance, options: AppOptions, gate: Gate): void {
  for (const entry of options.registry.analyses) {
    const described = describeAnalysis(entry.plugin, entry.analysis);
    app.post(described.route, { schema: runSchema(entry, described), validatorCompiler: () => () => true }, (request, reply) =>
      gate(() => run(options, entry, described, request, reply)),
    );
  }
}

async function run(
  { registry }: AppOptions,
  entry: RegisteredAnalysis,
  { inputs }: DescribedAnalysis,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const signal = requestSignal(reply);
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
  const roles = {
    [first?.name ?? 'files']: fileGroups(files.get('files') ?? [], main === undefined || main === '' ? undefined : safePath(main)),
    ...Object.fromEntries(others.map(({ name }) => [name, fileGroups(files.get(name) ?? [])])),
  };
  const entries = await analyseFiles(registry, entry.id, roles, {
    options: jsonField(fields, 'options'),
    guess: jsonField(fields, 'guess') as Record<string, string | number>,
    fix: jsonField(fields, 'fix') as Record<string, string | number>,
    reader: fields.get('reader') || undefined,
    figures: fields.get('figures') !== 'false',
    signal,
  });
  void reply.header('x-ionwalk-exit', String(analysisExit(entries)));
  const only = entries.length === 1 ? entries[0] : undefined;
  if (only && !only.answer) {
    const { status, document } = errorAnswer(only.error);
    return reply.code(status).send(document);
  }
  return analysisDocument(entries);
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
