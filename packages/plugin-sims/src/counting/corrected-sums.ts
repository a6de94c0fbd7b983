import type { AnalysisContext, Dataset } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import type { SimsImage } from '../kinds.ts';
import { countCorrector, type CountCorrection } from './count-correction.ts';
import { frameShifts, type FrameShift } from './drift/frame-shifts.ts';
import { moveCounts } from './drift/move-counts.ts';
import { sumMass, type MassSums } from './image-sums.ts';

export interface SumRequest {
  readonly masses: readonly number[];
  /** One per mass asked for. */
  readonly corrections: readonly CountCorrection[];
  /** Frames that are summed. */
  readonly frames: readonly number[];
  readonly drift: boolean;
}

export interface CorrectedSums {
  readonly sums: readonly MassSums[];
  /** Of each frame, in the order of the request; undefined where no drift was looked for. */
  readonly shifts: readonly FrameShift[] | undefined;
  /** Stored counts of each mass that drifted out of the field. */
  readonly outside: readonly number[];
}

type Context = Pick<AnalysisContext, 'signal' | 'progress'>;

/**
 * Sums of masses over frames: each pixel and frame is corrected for itself, laid where it belongs, and added. The counts of one frame and mass are held
 * at a time. With drift, frames are read three times: twice to find the shifts from all masses together, once to sum.
 */
export async function correctedSums(image: Dataset<typeof SimsImage>, request: SumRequest, ctx: Context): Promise<CorrectedSums> {
  const { masses, corrections, frames, drift } = request;
  const outside = masses.map(() => 0);
  const [height, width] = [image.size['y'] ?? 0, image.size['x'] ?? 0];
  if (!drift && frames.length === (image.size['frame'] ?? 0) && corrections.every(isPlain)) {
    const sums: MassSums[] = [];
    for (const [i, mass] of masses.entries()) sums.push(await sumMass(image, mass, (corrections[i] as CountCorrection).ratio, ctx.signal));
    return { sums, shifts: undefined, outside };
  }
  const shifts = drift ? await shiftsOf(image, frames, ctx) : undefined;
  const random = seededRandom(DRIFT_SEED);
  const plane = new Float64Array(width * height);
  const sums: MassSums[] = [];
  for (const [i, mass] of masses.entries()) {
    const correct = countCorrector(corrections[i] as CountCorrection);
    const moved = { counts: new Float64Array(width * height), variance: new Float64Array(width * height), outside: 0 };
    let stored = 0;
    let known: FrameShift = { dx: 0, dy: 0, u: 0 };
    for (const [at, frame] of frames.entries()) {
      ctx.signal.throwIfAborted();
      await image.variables.counts.read([frame, mass, 0, 0], [1, 1, height, width], plane);
      for (let p = 0; p < plane.length; p++) stored += plane[p] as number;
      known = shifts?.[at] ?? known;
      if (shifts && (known.dx !== 0 || known.dy !== 0)) moveCounts(plane, width, height, known, correct, random, moved);
      else addFrame(plane, correct, moved);
    }
    sums.push({ stored, counts: moved.counts, variance: moved.variance });
    outside[i] = moved.outside;
  }
  return { sums, shifts, outside };
}

/** What the summing kernels do themselves. */
const isPlain = ({ model, ratio, qsa }: CountCorrection): boolean => qsa === undefined && (ratio === 0 || model === 'non-paralysable');

/** Where single counts between pixels go is drawn from this: the same image gives the same sums. */
const DRIFT_SEED = 6;

function addFrame(
  plane: Float64Array,
  correct: (m: number, out: Float64Array) => void,
  { counts, variance }: { counts: Float64Array; variance: Float64Array },
): void {
  const pair = new Float64Array(2);
  for (let p = 0; p < plane.length; p++) {
    const m = plane[p] as number;
    if (m === 0) continue;
    correct(m, pair);
    counts[p] = (counts[p] as number) + (pair[0] as number);
    variance[p] = (variance[p] as number) + (pair[1] as number);
  }
}

async function shiftsOf(image: Dataset<typeof SimsImage>, frames: readonly number[], ctx: Context): Promise<FrameShift[]> {
  const [masses, height, width] = [image.size['mass'] ?? 0, image.size['y'] ?? 0, image.size['x'] ?? 0];
  const plane = new Float64Array(width * height);
  const allMasses = async (i: number): Promise<Float64Array> => {
    ctx.signal.throwIfAborted();
    const sum = new Float64Array(width * height);
    for (let mass = 0; mass < masses; mass++) {
      await image.variables.counts.read([frames[i] as number, mass, 0, 0], [1, 1, height, width], plane);
      // a pixel without a value has no part in where the frame lies
      for (let p = 0; p < sum.length; p++) sum[p] = (sum[p] as number) + (Number.isFinite(plane[p]) ? (plane[p] as number) : 0);
    }
    return sum;
  };
  return frameShifts(allMasses, frames.length, width, height, (done) => ctx.progress(done, 'drift of the frames'));
}
