import { sha256Hex } from './sha256.ts';

/** SHA-256 of text in UTF-8 as lower-case hex: by the platform where it has a synchronous digest, which is several times faster; the same everywhere. */
export const hashText: (text: string) => string = platformHash() ?? sha256Hex;

interface Platform {
  readonly process?: { readonly getBuiltinModule?: (name: string) => unknown };
}

function platformHash(): ((text: string) => string) | undefined {
  const crypto = (globalThis as Platform).process?.getBuiltinModule?.('crypto') as
    { readonly hash?: (algorithm: string, data: string) => string } | undefined;
  const hash = crypto?.hash;
  return hash && ((text) => hash('sha256', text));
}
