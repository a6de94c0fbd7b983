import type { Json } from '@ionwalk/core';
import type { LobeShape } from '../../gradients/lobe-shape.ts';
import type { DiffXml } from './diff-xml.ts';
import type { ParameterFile } from './parameter-file.ts';

/** What an EXPNO says of its gradient pulses; `sources` names where each value came from. */
export interface GradientTiming {
  readonly delta?: number;
  readonly Delta?: number;
  readonly gap?: number;
  readonly gradientShape?: LobeShape;
  readonly sequence: 'ste' | 'bipolar';
  readonly sources: { readonly [key: string]: Json };
}

/**
 * Little delta (whole encoding time), big delta, shape and sequence of an EXPNO. `diff.xml` comes first. Else the parameter arrays, as
 * the pulse program's comments name them (`;p30: … (little DELTA * 0.5)`, `big_delta: d20`), by custom P30 [us] and D20 [s]; a bipolar
 * pair (`bp` in the program's name, or annotated) has two lobes of P30, its gap D16 + P2. Shape: GPNAM of the gradient (default 6).
 */
export function gradientTiming(acqus: ParameterFile, pulseProgram: string, diff: DiffXml | undefined): GradientTiming {
  const name = acqus.text('PULPROG') ?? '';
  const bipolar = /^[ \t]*;@?[ \t]*type:\s*bipolar/m.test(pulseProgram) || /bp/i.test(name);
  const sequence = bipolar ? 'bipolar' : 'ste';
  const sources: Record<string, Json> = { sequence: bipolar ? 'pulse program' : 'assumed' };
  if (diff?.experiment !== undefined) sources['sequence'] = `diff.xml: ${diff.experiment.slice(0, 40)}`;
  const timing = { ...fromDiffXml(diff, sources) };
  const little = timing.delta ?? littleDelta(acqus, pulseProgram, bipolar, sources);
  const big = timing.Delta ?? bigDelta(acqus, pulseProgram, sources);
  const gradientShape = timing.gradientShape ?? shapeOf(acqus, pulseProgram, sources);
  const gap = bipolar ? pairGap(acqus, pulseProgram, little, sources) : undefined;
  return {
    sequence,
    sources,
    ...(little !== undefined && { delta: little }),
    ...(big !== undefined && { Delta: big }),
    ...(gradientShape !== undefined && { gradientShape }),
    ...(gap !== undefined && { gap }),
  };
}

function fromDiffXml(
  diff: DiffXml | undefined,
  sources: Record<string, Json>,
): { delta?: number; Delta?: number; gradientShape?: LobeShape } {
  if (!diff) return {};
  const out: { delta?: number; Delta?: number; gradientShape?: LobeShape } = {};
  if (diff.delta > 0) {
    out.delta = diff.delta;
    sources['delta'] = 'diff.xml: delta';
  }
  if (diff.Delta > 0) {
    out.Delta = diff.Delta;
    sources['Delta'] = 'diff.xml: DELTA';
  }
  if (diff.shapeType === '0') {
    out.gradientShape = 'rect';
    sources['gradientShape'] = 'diff.xml: gradShapeType 0';
  }
  return out;
}

function littleDelta(acqus: ParameterFile, program: string, bipolar: boolean, sources: Record<string, Json>): number | undefined {
  const annotated = /^[ \t]*;@?[ \t]*little_delta:\s*p(\d{1,2})\b/im.exec(program);
  const comment = /^[ \t]*;p(\d{1,2})\s*:[^\n]{0,200}?(?:little|small)[ _]delta\b([^\n]{0,40})/im.exec(program);
  const index = Number(annotated?.[1] ?? comment?.[1] ?? 30);
  const halved = annotated ? false : comment ? /\*\s*0?\.5|=\s*2\s*\*/.test(comment[2] as string) : bipolar;
  const pulse = acqus.elementNumber('P', index);
  if (pulse === undefined || pulse <= 0) return undefined;
  sources['delta'] =
    `acqus: P${index}${halved ? ' (two lobes)' : ''}${annotated || comment ? ', as the pulse program says' : ', by custom'}`;
  return ((halved ? 2 : 1) * pulse) / 1e6;
}

function bigDelta(acqus: ParameterFile, program: string, sources: Record<string, Json>): number | undefined {
  const named =
    /^[ \t]*;@?[ \t]*big_delta:\s*d(\d{1,2})\b/im.exec(program) ??
    /^[ \t]*;d(\d{1,2})\s*:[^\n]{0,200}?(?:big[ _]delta|diffusion (?:time|delay))/im.exec(program);
  const index = Number(named?.[1] ?? 20);
  const delay = acqus.elementNumber('D', index);
  if (delay === undefined || delay <= 0) return undefined;
  sources['Delta'] = `acqus: D${index}${named ? ', as the pulse program says' : ', by custom'}`;
  return delay;
}

function shapeOf(acqus: ParameterFile, program: string, sources: Record<string, Json>): LobeShape | undefined {
  const index = Number(
    /^[ \t]*;@?[ \t]*gradient_shape:\s*gpnam(\d{1,2})\b/im.exec(program)?.[1] ?? /\bp30:gp(\d{1,2})\b/.exec(program)?.[1] ?? 6,
  );
  const name = acqus.element('GPNAM', index);
  const shape = name === undefined ? undefined : SHAPES.find(([pattern]) => pattern.test(name))?.[1];
  if (shape !== undefined) sources['gradientShape'] = `acqus: GPNAM${index} ${name}`;
  return shape;
}
const SHAPES: readonly (readonly [RegExp, LobeShape])[] = [
  [/^smsq/i, 'smsq'],
  [/^(sin2|sinsq|sine2|squaredsine)/i, 'sin2'],
  [/^sine?\b/i, 'half-sine'],
  [/^rect/i, 'rect'],
  [/^trap/i, 'trapezoid'],
];

/** An annotated `tau` runs from lobe to lobe (centres); the gap is what lies between their flanks. */
function pairGap(acqus: ParameterFile, program: string, delta: number | undefined, sources: Record<string, Json>): number | undefined {
  const tau = /^[ \t]*;@?[ \t]*tau:\s*d(\d{1,2})\b/im.exec(program);
  const centres = tau ? acqus.elementNumber('D', Number(tau[1])) : undefined;
  if (centres !== undefined && delta !== undefined && centres > delta / 2) {
    sources['gap'] = `acqus: D${tau?.[1]} less one lobe`;
    return centres - delta / 2;
  }
  const recovery = acqus.elementNumber('D', 16);
  const pulse = acqus.elementNumber('P', 2);
  if (recovery === undefined || pulse === undefined || recovery <= 0) return undefined;
  sources['gap'] = 'acqus: D16 + P2';
  return recovery + pulse / 1e6;
}
