import type { Image } from '@ionwalk/core';

export type ColourMap = Image['map'];

/** Colour of a map at t in [0, 1] as `#rrggbb`; outside it the ends. Linear in sRGB between anchors. */
export function colourAt(map: ColourMap, t: number): string {
  const [r, g, b] = rgbAt(map, t);
  return `#${[r, g, b].map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** The same as three bytes. */
export function rgbAt(map: ColourMap, t: number): [number, number, number] {
  const anchors = ANCHORS[map];
  const at = Math.min(Math.max(t, 0), 1) * (anchors.length - 1);
  const i = Math.min(Math.floor(at), anchors.length - 2);
  const [from, to] = [anchors[i] as number, anchors[i + 1] as number];
  const mix = (shift: number): number => {
    const [a, b] = [(from >> shift) & 255, (to >> shift) & 255];
    return Math.round(a + (b - a) * (at - i));
  };
  return [mix(16), mix(8), mix(0)];
}

// viridis: van der Walt & Smith (CC0). cividis: Nuñez et al., doi:10.1371/journal.pone.0199239. balance: Thyng et al., doi:10.5670/oceanog.2016.66.
const ANCHORS: Readonly<Record<ColourMap, readonly number[]>> = {
  viridis: [0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725],
  cividis: [0x00204d, 0x00336f, 0x39486b, 0x575c6d, 0x707173, 0x8a8779, 0xa69d75, 0xc4b56c, 0xe4cf5b, 0xffea46],
  gray: [0x000000, 0xffffff],
  balance: [
    0x171c42, 0x293a8f, 0x0b66bd, 0x4590b9, 0x8eb5c2, 0xd2d8db, 0xf1eceb, 0xe6d2cc, 0xd59d89, 0xc46548, 0xac2b24, 0x780e28, 0x3c0911,
  ],
};
