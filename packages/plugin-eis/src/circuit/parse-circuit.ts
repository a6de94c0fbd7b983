import type { Circuit, CircuitNode, CircuitParameter } from './circuit.ts';
import { circuitError } from './circuit-error.ts';
import { elementParameters } from './element-parameters.ts';
import { formatCircuit } from './format-circuit.ts';
import { type KnownElements, ownElements } from './known-elements.ts';
import { nameElements } from './name-elements.ts';
import { parseBoukamp } from './parse-boukamp.ts';
import { parseDashed } from './parse-dashed.ts';
import { isZviewModel, zviewModel } from './zview-model.ts';

const MAX_LENGTH = 400;
const MAX_PARAMETERS = 40;

/**
 * Reads a circuit, `R0-p(R1,CPE1)-p(R2,CPE2)-CPE3` (elements in series joined by `-`, parallel branches in `p(…,…)`, nested at will) or Boukamp's
 * `R(RQ)(RQ)Q`, or the content of a circuit model of ZView (.mdl). Elements R, C, L, CPE (Q for short), W, Wo, Ws, G, HN, ZARC, TLM, and in the first notation those of other plugins. Elements without a number get one: from 1 in order of the text, 0 for a lone series R or L.
 * Usage error `eis/circuit` with the position of the fault.
 */
export function parseCircuit(text: string, elements: KnownElements = ownElements): Circuit {
  if (isZviewModel(text)) return parseCircuit(zviewModel(text).text, elements);
  const trimmed = text.trim();
  if (trimmed === '') throw circuitError(text, 0, 'the circuit is empty', 'write one such as R0-p(R1,CPE1)-p(R2,CPE2)-CPE3');
  if (trimmed.length > MAX_LENGTH)
    throw circuitError(text, MAX_LENGTH, `the circuit is longer than ${MAX_LENGTH} characters`, 'use a simpler circuit');
  const parsed = isBoukamp(trimmed) && !isForeign(trimmed, elements) ? parseBoukamp(trimmed) : parseDashed(trimmed, elements);
  const named = nameElements(parsed, trimmed);
  const parameters: CircuitParameter[] = [];
  const root = number(named, parameters);
  if (parameters.length > MAX_PARAMETERS)
    throw circuitError(text, 0, `${parameters.length} parameters, at most ${MAX_PARAMETERS} are fitted`, 'use a simpler circuit');
  return { text: formatCircuit(root), root, parameters };
}

/** Boukamp's code has neither dashes nor commas nor `p(`, and no element longer than a letter (`Wo1` is the other notation's); `R1` alone reads the same in both. */
const isBoukamp = (text: string): boolean => /^[RCLQWrclqwOTG\d()[\]\s]+$/.test(text) && !/p\s*\(/.test(text);

/** The name of another plugin's element by itself, whatever its letters say in Boukamp's code. */
const isForeign = (text: string, elements: KnownElements): boolean => {
  const letters = /^([A-Za-z]+)\d*$/.exec(text)?.[1];
  return letters !== undefined && elements.find(letters)?.from !== undefined;
};

function number(node: CircuitNode, parameters: CircuitParameter[]): CircuitNode {
  if (node.type !== 'element') return { type: node.type, children: node.children.map((child) => number(child, parameters)) };
  const at = parameters.length;
  parameters.push(...elementParameters(node.definition, node.name, node.from));
  return { ...node, at };
}
