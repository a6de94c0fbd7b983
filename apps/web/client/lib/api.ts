import { ApiError, type ErrorParts } from './api-error.ts';

export const getJson = <T>(path: string): Promise<T> => ask<T>(path, {});

export const postForm = <T>(path: string, form: FormData, signal?: AbortSignal, headers: Record<string, string> = {}): Promise<T> =>
  ask<T>(path, { method: 'POST', body: form, headers, ...(signal ? { signal } : {}) });

export const postJson = <T>(path: string, body: object): Promise<T> =>
  ask<T>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function ask<T>(path: string, init: RequestInit): Promise<T> {
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
  const answer = (await response.json().catch(() => undefined)) as unknown;
  if (response.status === 204) return undefined as T;
  if (response.ok && answer !== undefined) return answer as T;
  const parts = (answer as { error?: Partial<ErrorParts> } | undefined)?.error;
  throw new ApiError({
    code: parts?.code ?? `http/${response.status}`,
    message: parts?.message ?? `the server answered ${response.status}`,
    where: parts?.where ?? null,
    fix: parts?.fix ?? 'try again',
  });
}
