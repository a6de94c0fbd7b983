import type { JdfParameter } from './jdf-parameters.ts';

/**
 * Group delay of JEOL's digital filter in points: ½ Σ (order_k − 1)/∏_{j ≥ k} factor_j over its stages; 0 without a filter or where its
 * description can't be read. `orders` is "2 54 73" (how many, then each in three characters), `factors` "8  2".
 */
export function jdfGroupDelay(parameters: ReadonlyMap<string, JdfParameter>, points: number): number {
  const text = (name: string): string => String(parameters.get(name)?.value ?? '');
  if (text('digital_filter').toUpperCase() !== 'TRUE') return 0;
  const list = (name: string): number[] => text(name).trim().split(/\s+/).map(Number);
  const [stages, ...orders] = list('orders');
  const factors = list('factors');
  if (stages === undefined || stages < 1 || stages > 8 || orders.length !== stages || factors.length !== stages) return 0;
  if (![...orders, ...factors].every((value) => Number.isInteger(value) && value > 0)) return 0;
  let delay = 0;
  let product = 1;
  for (let k = stages - 1; k >= 0; k--) {
    product *= factors[k] as number;
    delay += ((orders[k] as number) - 1) / product / 2;
  }
  return delay < points ? delay : 0;
}
