/** A run of text in one style; the only styles are sub, sup and italic (for symbols). */
export interface Run {
  readonly text: string;
  readonly shift?: 'sub' | 'sup';
  readonly italic?: true;
}

/** Text with subscripts, superscripts and italics as data: never markup. */
export type RichText = readonly Run[];

export const plain = (text: string): Run => ({ text });
export const italic = (text: string): Run => ({ text, italic: true });
export const sub = (text: string): Run => ({ text, shift: 'sub' });
export const sup = (text: string): Run => ({ text, shift: 'sup' });

/** Size of a shifted run against the text around it. */
export const SHIFTED_SIZE = 0.74;
