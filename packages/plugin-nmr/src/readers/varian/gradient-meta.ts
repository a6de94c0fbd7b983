import type { Json } from '@ionwalk/core';
import type { Procpar } from './procpar.ts';

/**
 * How the gradients of a Varian/Agilent diffusion sequence encode: delta = gt1 (both lobes of a pair), Delta = del, rectangular pulses of the DOSY
 * library; a bipolar pair is parted by 2 pw + rof1 + gstab (the library's own Dtau adds gt1/2 to that: 1 % of b, `vendorB` has it).
 * `asymmetry`: alpha of the one-shot sequence. `vendorB`: dosygamma² g² dosytimecubed, where these are set.
 */
export function gradientMeta(procpar: Procpar, step: Float64Array): { readonly [key: string]: Json } {
  const positive = (name: string): number | undefined => {
    const value = procpar.number(name);
    return value !== undefined && value > 0 ? value : undefined;
  };
  const name = procpar.text('seqfil') ?? '';
  const oneshot = /oneshot/i.test(name);
  const bipolar = oneshot || /bpp/i.test(name);
  const library = /^D(bpp|oneshot|gste)/i.test(name);
  const [delta, Delta, pulse, stable] = [positive('gt1'), positive('del'), positive('pw'), positive('gstab')];
  const gap = bipolar && pulse !== undefined && stable !== undefined ? (2 * pulse + (positive('rof1') ?? 0)) / 1e6 + stable : undefined;
  const alpha = oneshot ? positive('kappa') : undefined;
  const [gamma, cubed] = [positive('dosygamma'), positive('dosytimecubed')];
  const vendorB = gamma !== undefined && cubed !== undefined ? Array.from(step, (g) => gamma * gamma * g * g * cubed) : undefined;
  return {
    gradientIncludesShape: false,
    sequence: bipolar ? 'bipolar' : 'ste',
    ...(delta !== undefined && { delta }),
    ...(Delta !== undefined && { Delta }),
    ...(library && { gradientShape: 'rect' }),
    ...(gap !== undefined && { gap }),
    ...(alpha !== undefined && { asymmetry: alpha }),
    ...(vendorB?.every(Number.isFinite) && { vendorB }),
    sources: {
      step: 'procpar: DAC units × DAC_to_G',
      sequence: `procpar: seqfil ${name.slice(0, 40)}`,
      ...(delta !== undefined && { delta: 'procpar: gt1' }),
      ...(Delta !== undefined && { Delta: 'procpar: del' }),
      ...(gap !== undefined && { gap: 'procpar: 2 pw + rof1 + gstab' }),
      ...(alpha !== undefined && { asymmetry: 'procpar: kappa' }),
      ...(library && { gradientShape: 'plain pulses of the DOSY library' }),
      ...(vendorB && { vendorB: 'procpar: dosygamma, dosytimecubed' }),
    },
  };
}
