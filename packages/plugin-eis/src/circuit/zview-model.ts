import { usageError } from '@ionwalk/core';
import type { ElementKind } from './circuit.ts';
import { ownElements } from './known-elements.ts';

/** A circuit of ZView in the notation of `parseCircuit`, and the values its file holds, one per parameter in the order of the text. */
export interface ZviewModel {
  readonly text: string;
  readonly values: readonly { readonly value: number; readonly free: boolean }[];
}

/*
 * ZView circuit models, .mdl (Scribner), "ZView Circuit Model: 2.0": text, `key:` padded to a column and a value, CRLF. Settings first, then between
 * `Begin Circuit Model: n` and `End Circuit Model: n` one block per element: `Element #i Type:`, `Element #i Name:`, and per parameter slot j
 * `Element #i,j Name:`, `Element #i,j Value:`, `Element #i,j Free:` (0 fixed, 1 free and positive, 2 free). Elements follow each other in series but between the
 * markers Begin_Parallel (type -1) and End_Parallel (-2), where they are branches; Begin_Series and End_Series hold a branch of several. Types 1 R (slot 0),
 * 2 C and 3 L (slot 1), 11 CPE with Z = 1/(T (jω)^P) (slots 1, 2), 12 Gerischer 1/(T √(P + jω)), 13 QPE with Z = 1/(jωT)^P. Inferred from files written by other
 * programs; further types are refused. Decimal commas occur.
 */
const KINDS: { readonly [type: string]: ElementKind } = { 1: 'R', 2: 'C', 3: 'L', 11: 'CPE', 12: 'G', 13: 'CPE' };
const MAX_ELEMENTS = 80;

/** Whether a text is such a file. */
export const isZviewModel = (text: string): boolean =>
  /^\uFEFF?\s*ZView Circuit Model\s*:/i.test(text) || /^\s*Begin Circuit Model\s*:/im.test(text);

interface Block {
  readonly type: string;
  name: string;
  readonly slots: Map<number, { value: number; free: boolean }>;
}

/** Reads a circuit model of ZView. Usage error `eis/circuit` for an element Ionwalk doesn't know, a marker without its partner, or no element at all. */
export function zviewModel(text: string): ZviewModel {
  const blocks = blocksOf(text);
  const values: { value: number; free: boolean }[] = [];
  let at = 0;
  const group = (close: 'parallel' | 'series' | 'end'): string[] => {
    const parts: string[] = [];
    for (; at < blocks.length; at++) {
      const block = blocks[at]!;
      const marker = /^(begin|end)_(parallel|series)$/i.exec(block.name);
      if (!marker) {
        parts.push(elementOf(block, values));
        continue;
      }
      const kind = marker[2]!.toLowerCase() as 'parallel' | 'series';
      if (marker[1]!.toLowerCase() === 'end') {
        if (kind !== close) throw refusal(`${block.name} closes nothing`, 'save the model again in ZView');
        return parts;
      }
      at++;
      const inner = group(kind);
      if (inner.length === 0) throw refusal(`${block.name} holds no element`, 'remove the empty group in ZView');
      parts.push(kind === 'parallel' && inner.length > 1 ? `p(${inner.join(',')})` : inner.join('-'));
    }
    if (close !== 'end') throw refusal(`a group of kind ${close} is never closed`, 'the file may be cut short: copy or save it again');
    return parts;
  };
  const parts = group('end');
  if (parts.length === 0) throw refusal('the model holds no element', 'save a circuit in ZView first');
  return { text: parts.join('-'), values };
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*Element #(\d{1,4})(?:,(\d{1,2}))? (Type|Name|Value|Free):\s*(.{0,80}?)\s*$/i.exec(line.slice(0, 200));
    if (!match) continue;
    const [, , slot, key, content] = match as unknown as [string, string, string | undefined, string, string];
    if (/^type$/i.test(key) && slot === undefined) {
      if (blocks.length >= MAX_ELEMENTS) throw refusal(`more than ${MAX_ELEMENTS} elements`, 'use a simpler circuit');
      const marker = { '-1': 'Begin_Parallel', '-2': 'End_Parallel' }[content];
      blocks.push({ type: content, name: marker ?? '', slots: new Map() });
      continue;
    }
    const block = blocks.at(-1);
    if (!block) continue;
    if (slot === undefined) {
      if (/^name$/i.test(key) && block.name === '') block.name = content;
      continue;
    }
    const held = block.slots.get(Number(slot)) ?? { value: NaN, free: true };
    if (/^value$/i.test(key)) held.value = Number(content.replace(',', '.'));
    if (/^free$/i.test(key)) held.free = content !== '0';
    block.slots.set(Number(slot), held);
  }
  return blocks;
}

function elementOf({ type, name, slots }: Block, values: { value: number; free: boolean }[]): string {
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (!kind)
    throw refusal(
      `element '${name}' has the type ${type}, which isn't known`,
      'known are R, C, L, CPE, QPE and Gerischer; write the circuit out, R0-p(R1,CPE1)',
    );
  const slot = (index: number): { value: number; free: boolean } => slots.get(index) ?? { value: NaN, free: true };
  const [T, P] = [slot(1), slot(2)];
  if (type === '12') {
    // 1/(T √(P + jω)) = R/√(1 + jωτ) with τ = 1/P and R = 1/(T √P).
    values.push({ value: 1 / (T.value * Math.sqrt(P.value)), free: T.free || P.free }, { value: 1 / P.value, free: P.free });
  } else if (type === '13') values.push({ value: T.value ** P.value, free: T.free || P.free }, P);
  else values.push(...(kind === 'R' ? [slot(0)] : Object.keys(ownElements.find(kind)!.element.parameters).map((_, i) => slot(i + 1))));
  return kind;
}

const refusal = (message: string, fix: string): Error =>
  usageError('eis/circuit', `${message} (ZView model)`, { where: 'option --circuit', fix });
