/** A Gamry file of R0 in series with an R|CPE arc, without noise, for machines that lack the measured one. */
export function gamryFile(): string {
  const [R0, R1, Q, n] = [20, 1000, 2e-9, 0.92];
  const rows = Array.from({ length: 61 }, (_, i) => {
    const f = 1e6 * 10 ** (-i / 10);
    const w = 2 * Math.PI * f;
    const [re, im] = [Math.cos((n * Math.PI) / 2), Math.sin((n * Math.PI) / 2)].map((part) => Q * w ** n * part) as [number, number];
    const [a, b] = [1 / R1 + re, im];
    const Z = { re: R0 + a / (a * a + b * b), im: -b / (a * a + b * b) };
    const values = [f, Z.re, Z.im, 1, Math.hypot(Z.re, Z.im), (Math.atan2(Z.im, Z.re) * 180) / Math.PI, 0, 0, 9];
    return `\t${i}\t${i}\t${values.map((value) => value.toPrecision(7)).join('\t')}`;
  });
  return [
    'EXPLAIN',
    'TAG\tEISPOT',
    'TITLE\tLABEL\tSimulated arc\tTest &Identifier',
    'ZCURVE\tTABLE',
    '\tPt\tTime\tFreq\tZreal\tZimag\tZsig\tZmod\tZphz\tIdc\tVdc\tIERange',
    '\t#\ts\tHz\tohm\tohm\tV\tohm\t°\tA\tV\t#',
    ...rows,
    '',
  ].join('\r\n');
}
