/** Phase of an impedance [deg], −180 to 180; −90 for a capacitor, 0 where Z is 0. */
export const phase = ({ re, im }: { readonly re: Float64Array; readonly im: Float64Array }): Float64Array =>
  re.map((value, i) => (Math.atan2(im[i]!, value) * 180) / Math.PI);
