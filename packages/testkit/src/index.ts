export * from './test-context.ts';
export * from './check.ts';
export * from './checks.ts';
export * from './describe-plugin.ts';
export * from './kit-sample.ts';
export * from './foreign-files.ts';
