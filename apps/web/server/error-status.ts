import { isIonwalkError } from '@ionwalk/core';
import { errorDocument, type ErrorDocument } from '@ionwalk/core/host';

export interface ErrorAnswer {
  readonly status: number;
  readonly document: ErrorDocument;
}

/** HTTP status of each kind of error: who has to act decides. A message of ours reaches the client, a stack never does. */
const statusOfKind = { usage: 400, input: 422, plugin: 502, internal: 500 } as const;

/** Any thrown value as status and error document. Errors of the HTTP layer keep their 4xx and get a fix. */
export function errorAnswer(thrown: unknown): ErrorAnswer {
  if (isIonwalkError(thrown)) {
    const forced = (thrown.cause as { status?: unknown } | undefined)?.status;
    return { status: typeof forced === 'number' ? forced : statusOfKind[thrown.kind], document: errorDocument(thrown) };
  }
  const { statusCode, message, code } = thrown as { statusCode?: unknown; message?: unknown; code?: unknown };
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    const known = layerErrors[String(code)];
    return {
      status: statusCode,
      document: httpError(
        known?.code ?? `http/${statusCode}`,
        known?.message ?? String(message),
        known?.fix ?? 'see /api/openapi.json for what the server takes',
      ),
    };
  }
  if (thrown instanceof Error && thrown.name === 'AbortError') return { status: 499, document: errorDocument(thrown) };
  return {
    status: 500,
    document: httpError(
      'internal/bug',
      'this is a bug in Ionwalk',
      'look at the terminal the server runs in, and report what stands there',
    ),
  };
}

export const httpError = (code: string, message: string, fix: string, where: string | null = null): ErrorDocument => ({
  error: { code, message, where, fix },
});

/** An address that names nothing (404). */
export const nothingAt = (url: string): ErrorDocument =>
  httpError('http/not-found', `there is nothing at ${url.slice(0, 120)}`, 'GET /api/openapi.json lists the addresses');

const tooLarge = {
  code: 'upload/too-large',
  message: 'the upload is larger than 256 MiB per file, 512 MiB in all',
  fix: 'use the command line for larger files',
};
const tooMany = { code: 'upload/too-many', message: 'the upload has too many files or fields', fix: 'send at most 500 files at once' };
const layerErrors: Readonly<Record<string, { readonly code: string; readonly message: string; readonly fix: string }>> = {
  FST_REQ_FILE_TOO_LARGE: tooLarge,
  FST_ERR_CTP_BODY_TOO_LARGE: tooLarge,
  FST_FILES_LIMIT: tooMany,
  FST_FIELDS_LIMIT: tooMany,
  FST_PARTS_LIMIT: tooMany,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'http/media-type',
    message: 'this address takes multipart/form-data only',
    fix: 'send the files as multipart/form-data',
  },
  FST_INVALID_MULTIPART_CONTENT_TYPE: {
    code: 'http/media-type',
    message: 'this address takes multipart/form-data only',
    fix: 'send the files as multipart/form-data',
  },
};
