import type { CompareDocument } from './document.ts';

/** Exit code a compare document stands for: 4 where a law is flagged, or where `asked` temperatures gave a limit or no comparison; else 0. */
export function compareExit(document: CompareDocument, asked: boolean): 0 | 4 {
  if (document.laws.some((law) => law.diagnostics.some((diagnostic) => diagnostic.severity !== 'info'))) return 4;
  return asked && document.haven.some((entry) => entry.value === null) ? 4 : 0;
}
