/** The first `count` roots of b tan b = L, b_n in (n pi, n pi + pi/2), L > 0: Newton's steps kept inside of their bracket. */
export function plateRoots(L: number, count: number, out: Float64Array): void {
  for (let n = 0; n < count; n++) {
    const base = n * Math.PI;
    let [low, high] = [0, Math.PI / 2];
    // of a = b - n pi: (n pi + a) sin a - L cos a grows from -L to (n + 1/2) pi
    let a = n === 0 && L < 1 ? Math.sqrt(L / (1 + L / 3)) : Math.atan2(L, base + (n === 0 ? 1 : 0));
    for (let i = 0; i < 60; i++) {
      const [sin, cos] = [Math.sin(a), Math.cos(a)];
      const f = (base + a) * sin - L * cos;
      if (f > 0) high = a;
      else low = a;
      const next = a - f / ((1 + L) * sin + (base + a) * cos);
      const inside = next > low && next < high ? next : 0.5 * (low + high);
      if (Math.abs(inside - a) <= 1e-16 * (base + a)) break;
      a = inside;
    }
    out[n] = base + a;
  }
}
