/** |Z|; Math.hypot is slow, and needed only where squares leave the range of numbers. */
export function modulus(re: number, im: number): number {
  const square = re * re + im * im;
  return square > 1e-280 && square < 1e280 ? Math.sqrt(square) : Math.hypot(re, im);
}
