const SCALES: { readonly [prefix: string]: number } = { k: 1e3, K: 1e3, M: 1e6, G: 1e9, m: 1e-3 };

/** Factor of a unit of frequency or impedance by its prefix: `kOhm` 1e3, `MHz` 1e6, `mOhm` 1e-3; 1 for anything else. */
export const unitScale = (unit: string | undefined): number => SCALES[/^([kKMGm])(?=hz|ohm|Ω|Ω)/i.exec(unit?.trim() ?? '')?.[1] ?? ''] ?? 1;
