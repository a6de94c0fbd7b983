/**
 * JᵀJ (lower triangle, row-major k × k) and Jᵀr of a Jacobian stored column after column, two columns by two at a time: four sums share four loads.
 * @param jacobian – k columns of n
 */
export const gramBlocks = (
  jacobian: Float64Array,
  r: Float64Array,
  n: number,
  k: number,
  hessian: Float64Array,
  gradient: Float64Array,
): void => {
  let a = 0;
  for (; a + 1 < k; a += 2) {
    const u = a * n;
    const v = u + n;
    gradientPair(jacobian, u, v, r, n, gradient, a);
    for (let b = 0; b < a; b += 2) block(jacobian, u, v, b * n, (b + 1) * n, n, hessian, a * k + b, k);
    diagonalBlock(jacobian, u, v, n, hessian, a * k + a, k);
  }
  if (a === k) return;
  const u = a * n;
  gradient[a] = dot(jacobian, u, r, 0, n);
  for (let b = 0; b <= a; b++) hessian[a * k + b] = dot(jacobian, u, jacobian, b * n, n);
};

const gradientPair = (j: Float64Array, u: number, v: number, r: Float64Array, n: number, out: Float64Array, at: number): void => {
  let [first, second] = [0, 0];
  for (let i = 0; i < n; i++) {
    const x = r[i]!;
    first += j[u + i]! * x;
    second += j[v + i]! * x;
  }
  out[at] = first;
  out[at + 1] = second;
};

const block = (j: Float64Array, u: number, v: number, s: number, t: number, n: number, out: Float64Array, at: number, k: number): void => {
  let [us, ut, vs, vt] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const x = j[u + i]!;
    const y = j[v + i]!;
    const p = j[s + i]!;
    const q = j[t + i]!;
    us += x * p;
    ut += x * q;
    vs += y * p;
    vt += y * q;
  }
  out[at] = us;
  out[at + 1] = ut;
  out[at + k] = vs;
  out[at + k + 1] = vt;
};

const diagonalBlock = (j: Float64Array, u: number, v: number, n: number, out: Float64Array, at: number, k: number): void => {
  let [uu, vu, vv] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const x = j[u + i]!;
    const y = j[v + i]!;
    uu += x * x;
    vu += y * x;
    vv += y * y;
  }
  out[at] = uu;
  out[at + k] = vu;
  out[at + k + 1] = vv;
};

/** Σ u_i v_i over n values from `at` and `from`; two sums, as one would wait for itself. */
const dot = (u: Float64Array, at: number, v: Float64Array, from: number, n: number): number => {
  let even = 0;
  let odd = 0;
  const last = n - (n & 1);
  for (let i = 0; i < last; i += 2) {
    even += u[at + i]! * v[from + i]!;
    odd += u[at + i + 1]! * v[from + i + 1]!;
  }
  if (last < n) even += u[at + last]! * v[from + last]!;
  return even + odd;
};
