/** Colours of a theme; the series' colours are in `palette.ts`. */
export interface Theme {
  readonly name: 'light' | 'dark' | 'print';
  readonly paper: string;
  readonly ink: string;
  readonly quiet: string;
  readonly faint: string;
  readonly frame: string;
  readonly grid: string | null;
}

/** Neutral ramps of the three themes; text keeps a contrast of 4.5 against the paper. */
export const themes: Readonly<Record<Theme['name'], Theme>> = {
  light: { name: 'light', paper: '#ffffff', ink: '#1b1d1f', quiet: '#565b60', faint: '#6d7278', frame: '#cfcbc2', grid: '#e9e6df' },
  dark: { name: 'dark', paper: '#1b1e21', ink: '#eceae5', quiet: '#a9aeb4', faint: '#8d939a', frame: '#3a4047', grid: '#2b2f34' },
  print: { name: 'print', paper: '#ffffff', ink: '#000000', quiet: '#222222', faint: '#555555', frame: '#222222', grid: null },
};
