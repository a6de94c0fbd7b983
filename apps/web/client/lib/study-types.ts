export type { CompareDocument, HavenEntry, Law } from '@ionwalk/core/compare';
export type { Check, Study } from '../../server/study/study.ts';
