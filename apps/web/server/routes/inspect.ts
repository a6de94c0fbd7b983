import { usageError } from '@ionwalk/core';
import { identify, inspectDocument, inspectThing, type Inspection } from '@ionwalk/core/host';
import type { FastifyInstance } from 'fastify';
import type { AppOptions } from '../app-options.ts';
import { readUpload } from '../read-upload.ts';
import { requestSignal } from '../request-signal.ts';
import { uploadSchema } from '../upload-schema.ts';

/** `POST /api/inspect`: what the uploaded files are and why, as `ionwalk inspect --json` says it. Field `reader` overrides the choice. */
export function inspectRoute(app: FastifyInstance, { registry }: AppOptions, gate: <T>(work: () => Promise<T>) => Promise<T>): void {
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
      const inspections: Inspection[] = [];
      for (const thing of await identify(registry, uploaded, { signal })) {
        inspections.push(await inspectThing(registry, thing, { signal, reader: fields.get('reader') || undefined }));
      }
      return inspectDocument(inspections);
    }),
  );
}
