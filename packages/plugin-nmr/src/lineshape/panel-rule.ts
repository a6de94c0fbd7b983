import { gaussLegendre } from '@ionwalk/core/fit';

const NODES = 64;
/** Phase a panel of 64 nodes integrates to rounding. */
const PHASE = 80;

/**
 * Nodes and weights for ∫₀¹ f(u) du of something that turns by at most `phase` over the whole and evenly in u²: panels of 64-point Gauss-Legendre between
 * u = √(j/P). Unlike one long rule it costs nothing to make.
 */
export function panelRule(phase: number): { readonly nodes: Float64Array; readonly weights: Float64Array } {
  const panels = Math.min(1000, Math.max(1, Math.ceil(phase / PHASE)));
  const { nodes, weights } = gaussLegendre(NODES);
  const out = { nodes: new Float64Array(NODES * panels), weights: new Float64Array(NODES * panels) };
  for (let j = 0; j < panels; j++) {
    const [low, high] = [Math.sqrt(j / panels), Math.sqrt((j + 1) / panels)];
    for (let i = 0; i < NODES; i++) {
      out.nodes[j * NODES + i] = (low + high + (high - low) * (nodes[i] as number)) / 2;
      out.weights[j * NODES + i] = ((high - low) / 2) * (weights[i] as number);
    }
  }
  return out;
}
