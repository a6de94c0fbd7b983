import type { WindowedVariable } from '@ionwalk/core';
import { checkWindow } from '../check-window.ts';
import type { StackOrder } from './stack-order.ts';
import type { RasterPage, SampleType } from './tiff-page.ts';
import type { TiffPixels } from './tiff-pixels.ts';

/** Doubles hold every integer of 32 bits, floats those of 16. */
const WINDOW_TYPES: Readonly<Record<SampleType, WindowedVariable['type']>> = {
  u8: 'uint16', u16: 'uint16', u32: 'uint32', i8: 'float32', i16: 'float32', i32: 'float64', f32: 'float32', f64: 'float64',
}; // prettier-ignore

/** Planes as the counts of an image, [frame, mass, y, x]. Throws `sims/window` for a window outside of the stack. */
export function windowedStack(pixels: TiffPixels, page: RasterPage, order: StackOrder, path: string): WindowedVariable {
  const size = [order.frames, order.labels.length, page.height, page.width];
  return {
    type: WINDOW_TYPES[page.type],
    async read(start, count, into) {
      const out = checkWindow(size, start, count, into, path);
      const [f0, m0, y0, x0] = start as [number, number, number, number];
      const [nf, nm, ny, nx] = count as [number, number, number, number];
      let at = 0;
      for (let f = f0; f < f0 + nf; f++) {
        for (let m = m0; m < m0 + nm; m++, at += ny * nx)
          await pixels.read(f * order.perFrame + m * order.perMass, y0, x0, ny, nx, out, at);
      }
      return out;
    },
  };
}
