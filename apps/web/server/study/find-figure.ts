import type { Figure } from '@ionwalk/core';
import { readStudyFile } from './read-study-file.ts';
import type { Study } from './study.ts';

/** A figure of the study: as drawn on disk, as data, or both. */
export interface FoundFigure {
  readonly svg?: string | undefined;
  readonly figure?: Figure | undefined;
}

/** Looks the id up in what the folder lists and what the comparison made; a client's text never becomes a path. */
export async function findFigure(project: string | undefined, id: string, study: Study): Promise<FoundFigure> {
  const listed = study.figures.find((figure) => figure.id === id);
  const made = study.compare?.figures.find((figure) => figure.id === id);
  if (!listed || project === undefined) return { figure: made };
  const svg = await readStudyFile(project, `figures/${listed.id}.svg`);
  if (!listed.data) return { svg, figure: made };
  const text = await readStudyFile(project, `figures/${listed.id}.json`);
  return { svg, figure: text === undefined ? made : asFigure(text) };
}

function asFigure(text: string): Figure | undefined {
  try {
    const value = JSON.parse(text) as Partial<Figure> | null;
    return value && Array.isArray(value.layers) && value.axes ? (value as Figure) : undefined;
  } catch {
    return undefined;
  }
}
