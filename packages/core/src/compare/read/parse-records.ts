import type { Diagnostic } from '../../api/context.ts';
import type { DiffusionRecord } from '../../api/record.ts';
import { inputError } from '../../errors.ts';
import { requireOneSample } from '../one-sample.ts';
import { uniqueRecords } from '../unique-records.ts';
import { doubtRecords } from './doubt-records.ts';
import { readRecord } from './read-record.ts';
import type { RecordRow } from './record-row.ts';
import { rowsOfCsv, type TableMeaning } from './rows-of-csv.ts';
import { rowsOfJson } from './rows-of-json.ts';
import { simulationRows } from './simulation-rows.ts';

/**
 * Diffusion records of one file, in SI: JSONL, a JSON array, `{"records"}`, `{"results":[{"records"}]}`, one record, results of simulation programs
 * (`simulationRows`), or CSV with the columns of the contract or headers that say what they hold (`rowsOfCsv`). What a record leaves out is filled in (null, schema 1, an id of its content). `warn` hears of unknown columns,
 * repeats, a `u` that looks absolute and a kind that looks like a slip.
 * @param path – named in errors as `path:line`
 * @throws record/none, record/json, record/schema, record/kind, record/unit, record/value, record/temperature, record/uncertainty,
 * record/effect, record/region, record/ion, record/sample, record/direction, record/carrier, record/bound, record/source, record/duplicate, csv/column, csv/logarithm, carrier/cell
 */
export function parseRecords(
  text: string,
  path: string,
  warn: (diagnostic: Diagnostic) => void = () => {},
  meaning: TableMeaning = {},
): DiffusionRecord[] {
  const body = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const json = /^\s*[[{]/.test(body);
  const rows = json ? withSimulations(rowsOfJson(body, path), path) : rowsOfCsv(body, path, warn, meaning);
  if (rows.length === 0) {
    throw inputError('record/none', `${path} holds no record`, {
      where: path,
      fix: 'give a file of diffusion records: JSONL, a JSON array, an answer of an analysis (--json), or CSV with kind, value, unit, T',
    });
  }
  const records = rows.map((row) => readRecord(row.value, `${path}:${row.line}`));
  const where = (index: number): string => `${path}:${rows[index]?.line ?? 1}`;
  requireOneSample(records, where);
  doubtRecords(records, where, warn);
  return uniqueRecords(records, warn, where);
}

/** Answers of simulation programs become the records they hold. */
const withSimulations = (rows: readonly RecordRow[], path: string): RecordRow[] =>
  rows.flatMap((row) => simulationRows(row.value, `${path}:${row.line}`)?.map((value) => ({ value, line: row.line })) ?? [row]);
