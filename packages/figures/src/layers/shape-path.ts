import type { Shape } from '../series-style.ts';
import { coordinate as c } from './pixel-path.ts';

/** Outline of a mark about (x, y); all shapes cover about the area of a circle of radius r. */
export function shapePath(shape: Shape, x: number, y: number, r: number): string {
  if (shape === 'circle') return `M${c(x - r)} ${c(y)}a${c(r)} ${c(r)} 0 1 0 ${c(2 * r)} 0a${c(r)} ${c(r)} 0 1 0 ${c(-2 * r)} 0Z`;
  const corners = CORNERS[shape];
  return `${corners.map(([dx, dy], i) => `${i === 0 ? 'M' : 'L'}${c(x + dx * r)} ${c(y + dy * r)}`).join('')}Z`;
}

const star = Array.from({ length: 10 }, (_, i): [number, number] => {
  const radius = i % 2 === 0 ? 1.55 : 0.65;
  const angle = (Math.PI * i) / 5;
  return [radius * Math.sin(angle), -radius * Math.cos(angle)];
});

const CORNERS: Readonly<Record<Exclude<Shape, 'circle'>, readonly (readonly [number, number])[]>> = {
  diamond: [
    [0, -1.3],
    [1.3, 0],
    [0, 1.3],
    [-1.3, 0],
  ],
  square: [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
  triangle: [
    [0, -1.3],
    [1.2, 0.85],
    [-1.2, 0.85],
  ],
  'triangle-down': [
    [0, 1.3],
    [1.2, -0.85],
    [-1.2, -0.85],
  ],
  star,
};
