/** An ION-TOF export with what real ones have: a ratio that divides by zero, two signals of one name, a scan that was not finished. */
export const IONTOF: string = [
  '# Profile Smoothing is Disabled',
  '#\t\t\t\ttotal\t^6Li+\t^7Li+\t^6Li+\t^6Li+ / ( ^7Li+ )\t',
  '#\t\t\t\tN/A\t6.0151\t7.0160\t6.0151\tN/A\t',
  '#Data Point #\tSputter Time (s)\tDose (ions)\tFluence (ions/cm^2)\tIntensity\tIntensity\tIntensity\tIntensity\tIntensity\t',
  '1\t0\t1e+06\t2e+12\t30.5\t10.00003\t20\t1\t0.5\t',
  '2\t1.5\t2e+06\t4e+12\t10\t10\t0\t2\tinf\t',
  '3\t3\t3e+06\t6e+12\t0\t0\t0\t0\t-nan(ind)\t',
  '',
].join('\r\n');

/** A Cameca text export of two species with times of their own, the second of fewer points. */
export const CAMECA: string = [
  '*** DATA FILES ***',
  '',
  'Raw data file name(s)\tsample.dp',
  'Analysis date\t01/02/2024',
  'Analysis time\t10:00',
  '',
  '*** DATA START ***',
  '',
  'sample.dp',
  '16O\t\t\t18O\t\t',
  'Time[s]\tDepth[nm]\tI[c/s]\tTime[s]\tDepth[nm]\tI[c/s]',
  '1.00000E+000\t2.0E+000\t1.00000E+005\t1.50000E+000\t3.0E+000\t2.00000E+002',
  '3.00000E+000\t6.0E+000\t1.10000E+005\t3.50000E+000\t7.0E+000\t2.10000E+002',
  '5.00000E+000\t1.0E+001\t1.20000E+005\t\t\t',
  '',
  '*** DATA END ***',
  '',
  '*** MEASUREMENT CONDITIONS, sample.dp ***:',
  'Primary ions    Cs+',
  '',
].join('\r\n');

/** A Look@NanoSIMS table per region, one of them without a value. */
export const DAC: string = [
  '# /data/a/ : 18O',
  '# i\tXi\tYi\tMEANi\tPoiss_Ei\tPoiss_%Ei\tSIZEi\tPIXELSi\tLWratio',
  '1\t10.07\t135.34\t114\t10.68\t9.37\t0.58\t44\t1.87',
  '2\t1\t2\tNaN\t1\t9\t0.5\t4\t1',
  '',
].join('\n');
/** A Look@NanoSIMS table per plane. */
export const PLANES: string = [
  '# /data/a/: 18O',
  '# cell\tMEAN1\tPoiss_E1\tMEAN2\tPoiss_E2',
  '# plane\tIPOL=1\t\tIPOL=3\t',
  '1\t4\t2\t9\t3',
  '2\t16\t4\t25\t5',
  '',
].join('\n');
