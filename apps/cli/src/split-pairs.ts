/** Options that may be followed by several NAME=VALUE. */
const PAIRED = new Set(['--guess', '--fix', '--assign', '--reader-option']);

/** Repeats the flag before each further NAME=VALUE: `--assign bulk=R1 gb=R2` is `--assign bulk=R1 --assign gb=R2`. */
export function splitPairs(argv: readonly string[]): string[] {
  const split: string[] = [];
  let flag: string | undefined;
  for (const [i, word] of argv.entries()) {
    if (word === '--') return [...split, ...argv.slice(i)];
    if (PAIRED.has(word)) flag = word;
    else if (flag !== undefined && argv[i - 1] !== flag) {
      if (/^[A-Za-z_][\w.@[\]-]*=[^=]+$/.test(word)) split.push(flag);
      else flag = undefined;
    }
    split.push(word);
  }
  return split;
}
