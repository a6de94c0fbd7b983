/** Writes docs/nist.md: node --conditions=@ionwalk/source packages/core/test/nist-write.ts. */
import { writeFileSync } from 'node:fs';
import { readNistFiles } from './nist-files.ts';
import { certifyAll, nistTable } from './nist-report.ts';

writeFileSync(new URL('../../../docs/nist.md', import.meta.url), nistTable(certifyAll(readNistFiles())));
