/** Name of a file without folder and extension: the title of a spectrum that has no other. */
export const fileStem = (path: string): string => (path.split('/').at(-1) ?? path).replace(/\.[^.]+$/, '');
