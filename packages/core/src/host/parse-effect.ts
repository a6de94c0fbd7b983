import type { Effect } from '../api/record.ts';
import { usageError } from '../errors.ts';
import { parseQuantity } from '../units/parse-quantity.ts';

/**
 * A shared effect as people write it: `geometry:0.02` (standard uncertainty of ln value, may be negative) or `thermometer:probe-A:1.0K`
 * (a common temperature error). The tag ends at the last colon.
 * @throws usage/effect – exit 2
 */
export function parseEffect(text: string): Effect {
  const at = text.lastIndexOf(':');
  const tag = text.slice(0, at).trim();
  const amount = text.slice(at + 1).trim();
  if (at > 0 && tag !== '') {
    if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(amount)) return { tag, u: Number(amount) };
    if (/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*m?K$/i.test(amount)) return { tag, from: { u_T: parseQuantity(amount, 'K').value, unit: 'K' } };
  }
  throw usageError('usage/effect', `'${text}' is no shared effect`, {
    where: 'option --effect',
    fix: 'write TAG:U, like geometry:0.02 (of the logarithm) or thermometer:1.0K',
  });
}
