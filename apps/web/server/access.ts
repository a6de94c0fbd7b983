import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may use the API of a server that asks for a token. */
export interface Access {
  /** Whether this is the token the server printed. */
  isToken(text: string): boolean;
  /** Whether these headers carry the token (`Authorization: Bearer …`, for scripts) or the cookie it was exchanged for (for the page). */
  isAllowed(headers: { readonly authorization?: string | undefined; readonly cookie?: string | undefined }, port: number): boolean;
  /** `Set-Cookie` of a page that has shown the token: no script can read it, no other site makes a browser send it, it ends with the browser. */
  cookie(port: number): string;
}

/** 256 random bits, in letters an address may hold. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Only hashes are kept, and they are compared in constant time. The cookie is no copy of the token: one says nothing about the other. */
export function createAccess(token: string): Access {
  const known = digest(token);
  const session = newToken();
  const isToken = (text: string): boolean => timingSafeEqual(digest(text), known);
  return {
    isToken,
    isAllowed({ authorization, cookie }, port) {
      const bearer = /^Bearer ([\w-]{1,200})$/iu.exec(authorization ?? '')?.[1];
      if (bearer !== undefined) return isToken(bearer);
      const own = (cookie ?? '').split(/; */u).find((pair) => pair.startsWith(`${cookieName(port)}=`));
      return own !== undefined && timingSafeEqual(digest(own.slice(cookieName(port).length + 1)), digest(session));
    },
    cookie: (port) => `${cookieName(port)}=${session}; Path=/; HttpOnly; SameSite=Strict`,
  };
}

/** Browsers send one host's cookies to all of its ports: two servers must not take each other's. */
const cookieName = (port: number): string => `ionwalk-${port}`;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
