/** FWHM of a Voigt profile: W = c fL + √((1 − c)² fL² + fG²), Olivero & Longbothum, doi 10.1016/0022-4073(77)90161-3; good to 0.02 %. */
const C = 0.5346;
const LN16 = 4 * Math.LN2;
/** −ln of where a decay has vanished beside any noise: 1e-10, and 1e-6 for a Lorentzian, which lasts so much longer. */
const [VANISHED, VANISHED_LORENTZIAN] = [23, 13.8];

/** Square of the Gaussian part of a width, in widths: exactly 1 and 0 for pure shapes. */
const gaussian = (share: number): number => Math.max(0, (1 - C * share) ** 2 - ((1 - C) * share) ** 2);

/**
 * Free induction decay of a line of full width `width` at half maximum [Hz], of which `share` is Lorentzian (0 Gaussian, 1 Lorentzian):
 * exp(−m y − q y²/(4 ln 2)), y = π W t.
 */
export function voigtDecay(width: number, share: number, t: number): number {
  const y = Math.PI * width * t;
  return Math.exp(-share * y - (gaussian(share) * y * y) / LN16);
}

/** Slope of the logarithm of `voigtDecay` with its width [1/Hz]. */
export function decayByWidth(width: number, share: number, t: number): number {
  const y = Math.PI * width * t;
  return (-share * y - (2 * gaussian(share) * y * y) / LN16) / width;
}

/** Slope of the logarithm of `voigtDecay` with its Lorentzian share. */
export function decayByShare(width: number, share: number, t: number): number {
  const y = Math.PI * width * t;
  const slope = -2 * C * (1 - C * share) - 2 * (1 - C) ** 2 * share;
  return -y - (slope * y * y) / LN16;
}

/** Points of an even time grid until the decay has vanished, at most n. */
export function decayLength(width: number, share: number, dt: number, n: number): number {
  const end = VANISHED + share * (VANISHED_LORENTZIAN - VANISHED);
  const y = (2 * end) / (share + Math.sqrt(share * share + (4 * gaussian(share) * end) / LN16));
  return Math.min(n, Math.ceil(y / (Math.PI * width * dt)) + 1);
}
