import { usageError } from '@ionwalk/core';
import type { FastifyInstance } from 'fastify';
import type { BusyGate } from '../busy-gate.ts';
import { readUpload } from '../read-upload.ts';
import { requestSignal } from '../request-signal.ts';
import type { DoJob } from '../runs/job.ts';
import { uploadSchema } from '../upload-schema.ts';
import { sendAnswer } from './runs.ts';

/** `POST /api/inspect`: what the uploaded files are and why, as `ionwalk inspect --json` says it. Field `reader` overrides the choice. */
export function inspectRoute(app: FastifyInstance, doJob: DoJob, gate: BusyGate): void {
  const schema = {
    summary: 'What files are: reader, confidence, reason, datasets',
    tags: ['ionwalk'],
    consumes: ['multipart/form-data'],
    body: uploadSchema({ reader: { type: 'string', description: 'full name of a reader, to override the choice' } }),
  };
  app.post('/api/inspect', { schema, validatorCompiler: () => () => true }, (request, reply) =>
    gate(async () => {
      const signal = requestSignal(reply);
      const { files, fields } = await readUpload(request);
      const uploaded = files.get('files') ?? [];
      if (uploaded.length === 0)
        throw usageError('upload/empty', 'no file was sent', { fix: 'send at least one file in the form field files' });
      return sendAnswer(reply, await doJob({ kind: 'inspect', files: uploaded, reader: fields.get('reader') || undefined }, { signal }));
    }),
  );
}
