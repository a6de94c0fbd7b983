export * from './files-from-path.ts';
export * from './hash-file.ts';
export * from './load-config.ts';
export * from './standard-input.ts';
