import multipart from '@fastify/multipart';
import { IonwalkError, type SourceFile } from '@ionwalk/core';
import { isZip, unpackZip } from '@ionwalk/core/host';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { safePath } from './safe-path.ts';

const MiB = 1024 * 1024;

interface UploadLimits {
  readonly fileBytes: number;
  readonly allBytes: number;
  readonly files: number;
  readonly fields: number;
  readonly fieldBytes: number;
}
export const UPLOAD_LIMITS: UploadLimits = { fileBytes: 256 * MiB, allBytes: 512 * MiB, files: 500, fields: 20, fieldBytes: MiB };

/** What a client sent: files by the name of their form field (`files` is the first input of an analysis), and plain text fields. */
export interface Upload {
  readonly files: ReadonlyMap<string, readonly SourceFile[]>;
  readonly fields: ReadonlyMap<string, string>;
}

export async function acceptUploads(app: FastifyInstance): Promise<void> {
  await app.register(multipart, {
    preservePath: true,
    throwFileSizeLimit: true,
    limits: {
      fileSize: UPLOAD_LIMITS.fileBytes,
      files: UPLOAD_LIMITS.files,
      fields: UPLOAD_LIMITS.fields,
      fieldSize: UPLOAD_LIMITS.fieldBytes,
      fieldNameSize: 100,
      parts: UPLOAD_LIMITS.files + UPLOAD_LIMITS.fields,
      headerPairs: 50,
    },
  });
}

/** Reads a multipart body into memory, within the limits above; more is an error with status 413. A ZIP archive is the files in it. */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  const files = new Map<string, SourceFile[]>();
  const fields = new Map<string, string>();
  let bytes = 0;
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      fields.set(part.fieldname, typeof part.value === 'string' ? part.value : String(part.value));
      continue;
    }
    const content = await part.toBuffer();
    bytes += content.length;
    if (bytes > UPLOAD_LIMITS.allBytes) throw tooLarge();
    const list = files.get(part.fieldname) ?? [];
    const sent = {
      path: safePath(part.filename ?? ''),
      blob: new Blob([new Uint8Array(content.buffer as ArrayBuffer, content.byteOffset, content.length)]),
    };
    if (isZip(content) && /\.zip$/i.test(sent.path)) {
      const inside = await unpackZip(sent, undefined, UPLOAD_LIMITS.allBytes - bytes);
      bytes += inside.reduce((sum, { blob }) => sum + blob.size, 0);
      list.push(...inside.map(({ path, blob }) => ({ path: `${sent.path}/${path}`, blob })));
    } else list.push(sent);
    files.set(part.fieldname, list);
  }
  return { files, fields };
}

function tooLarge(): IonwalkError {
  return new IonwalkError('input', 'upload/too-large', 'the files are larger than 512 MiB together', {
    fix: 'send fewer at once, or use the command line',
    cause: { status: 413 },
  });
}
