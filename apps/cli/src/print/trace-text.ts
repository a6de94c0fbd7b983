import type { Trace } from '../trace-record.ts';
import { parseDisplayUnits, temperatureText } from './display-units.ts';
import { plainText } from './plain-text.ts';
import { recordText } from './measured-text.ts';

/** The chain of a record, one step a line, indented by depth. */
export function traceText({ chain, missing }: Trace): string {
  const units = parseDisplayUnits(undefined);
  let text = '';
  for (const { depth, record, inputs } of chain) {
    const indent = '  '.repeat(depth);
    const facts = [
      record.kind,
      record.region ?? '',
      recordText(record, units),
      temperatureText(record.T, units),
      record.sample?.id ?? '',
    ].filter(Boolean);
    text += `${indent}${plainText(facts.join('  '))}\n${indent}  ${record.id}\n`;
    if (record.model && record.model.name !== 'unknown')
      text += `${indent}  by ${plainText(`${record.model.name} ${record.model.version}, ${record.software?.plugin ?? 'unknown software'}`)}\n`;
    if (record.model?.name === 'unknown') text += `${indent}  as stated in a table; what it was computed with is not known\n`;
    for (const effect of record.effects ?? [])
      text += `${indent}  shared error ${plainText(effect.tag)}${effect.u === undefined ? '' : ` ${(100 * effect.u).toPrecision(2)} %`}${effect.from ? ` ${effect.from.u_T} K` : ''}\n`;
    for (const input of inputs)
      text += `${indent}  from ${plainText(input.path)}  ${input.bytes} bytes  sha256 ${input.sha256.slice(0, 16)}…  ${input.status}\n`;
  }
  for (const id of missing) text += `  parent ${plainText(id)} is not among these records\n`;
  return text;
}
