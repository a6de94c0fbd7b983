import { expect } from 'vitest';

/** True in the slow group: a thousand simulated sets for every promise about intervals. */
export const slow: boolean = process.env['IONWALK_SLOW'] !== undefined;

/** Counts how often 95 % intervals hold the truth. */
export class Coverage {
  readonly #title: string;
  readonly #sets: number;
  readonly #inside = new Map<string, number>();

  constructor(title: string, sets: number) {
    this.#title = title;
    this.#sets = sets;
  }

  add(name: string, inside: boolean): void {
    this.#inside.set(name, (this.#inside.get(name) ?? 0) + (inside ? 1 : 0));
  }

  /** Prints the shares; of a thousand sets each lies within 93 to 97 %, of a few within four standard deviations of 95 %. */
  check(): void {
    const spread = this.#sets >= 1000 ? 0.02 : 4 * Math.sqrt((0.95 * 0.05) / this.#sets);
    const shares = [...this.#inside].map(([name, count]) => [name, count / this.#sets] as const);
    if (slow)
      console.log(
        `coverage, ${this.#title}, ${this.#sets} sets: ${shares.map(([name, share]) => `${name} ${(100 * share).toFixed(1)} %`).join(', ')}`,
      );
    for (const [name, share] of shares)
      expect(Math.abs(share - 0.95), `${this.#title}: ${name} covers ${(100 * share).toFixed(1)} %`).toBeLessThanOrEqual(spread);
    expect(shares.length).toBeGreaterThan(0);
  }
}
