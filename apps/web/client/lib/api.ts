import { ApiError, type ErrorParts } from './api-error.ts';

export const getJson = <T>(path: string): Promise<T> => ask<T>(path, {});

export const postForm = <T>(path: string, form: FormData, signal?: AbortSignal, headers: Record<string, string> = {}): Promise<T> =>
  ask<T>(path, { method: 'POST', body: form, headers, ...(signal ? { signal } : {}) });

export const postJson = <T>(path: string, body: object): Promise<T> =>
  ask<T>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** A file made from what is sent. */
export const postForFile = async (path: string, body: object): Promise<Blob> =>
  (await send(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).blob();

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const response = await send(path, init);
  if (response.status === 204) return undefined as T;
  const answer = (await response.json().catch(() => undefined)) as T | undefined;
  if (answer === undefined) throw refusal(response, undefined);
  return answer;
}

/** The response, where it is a good one. */
async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError({
      code: 'server/unreachable',
      message: 'the Ionwalk server does not answer',
      where: null,
      fix: 'start it again with ionwalk serve and reload this page',
    });
  }
  if (response.ok) return response;
  throw refusal(response, ((await response.json().catch(() => undefined)) as { error?: Partial<ErrorParts> } | undefined)?.error);
}

const refusal = ({ status }: Response, parts: Partial<ErrorParts> | undefined): ApiError =>
  new ApiError({
    code: parts?.code ?? `http/${status}`,
    message: parts?.message ?? `the server answered ${status}`,
    where: parts?.where ?? null,
    fix: parts?.fix ?? 'try again',
  });
