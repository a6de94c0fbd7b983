export { default } from '@ionwalk/vitest-config';
