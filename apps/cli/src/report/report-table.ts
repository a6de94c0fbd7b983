/** Text made safe for HTML. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** A table of text; a cell that is a verdict carries it as its class, and one that begins with a number stays on one line. */
export function reportTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const classOf = (text: string): string =>
    /^(agrees?|differ|disagrees)$/.test(text) ? text : /^[<>]?\s?[-\d.]/.test(text) ? 'number' : '';
  const cell = (text: string): string => `<td${classOf(text) === '' ? '' : ` class="${classOf(text)}"`}>${escapeHtml(text)}</td>`;
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
  return `<table><thead><tr>${head.map((text) => `<th>${escapeHtml(text)}</th>`).join('')}</tr></thead><tbody>${body}</tbody></table>`;
}

/** Four significant digits, with a power of ten where the number is far from one; a dash for none. */
export function reportNumber(value: number | null): string {
  if (value === null) return '—';
  return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5 ? String(Number(value.toPrecision(4))) : value.toExponential(3);
}
