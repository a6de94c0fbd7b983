import { postJson } from './api.ts';
import { route } from './route.svelte.ts';

/** Exchanges a token behind the `#` of the address (`ionwalk serve --token`) for a cookie, and takes it out of the address and the history. */
export async function showToken(): Promise<void> {
  const [, token] = /^#token=([\w-]+)$/u.exec(location.hash) ?? [];
  if (token === undefined) return;
  history.replaceState(null, '', route.href('compare'));
  route.follow();
  await postJson('api/session', { token });
}
