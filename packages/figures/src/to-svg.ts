import type { ClipItem, DisplayItem, DisplayList, TextItem } from './layout/display-list.ts';
import { coordinate as c } from './layers/pixel-path.ts';
import { SHIFTED_SIZE } from './text/rich-text.ts';

/** Faces in order; text stays text, so the reader's machine has the last word. */
export const FONT_FAMILY = 'Inter, IBM Plex Sans, Helvetica Neue, Arial, sans-serif';

/**
 * Writes a display list as an SVG document: no scripts, no styles, no links. Title and description carry the alternative text, points that
 * stand for an observation have `data-ref`.
 */
export function toSvg(list: DisplayList): string {
  const base = idOf(list);
  const clips: string[] = [];
  const body = list.items.map((item) => write(item, base, clips)).join('\n');
  const defs = clips.length === 0 ? '' : `<defs>${clips.join('')}</defs>\n`;
  const size = `width="${escapeXml(list.shownWidth)}" height="${escapeXml(list.shownHeight)}" viewBox="0 0 ${c(list.width)} ${c(list.height)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="${base}-title ${base}-desc" font-family="${FONT_FAMILY}">
<title id="${base}-title">${escapeXml(list.title)}</title>
<desc id="${base}-desc">${escapeXml(list.description)}</desc>
${defs}<rect width="${c(list.width)}" height="${c(list.height)}" fill="${list.background}"/>
${body}
</svg>
`;
}

/** Text for element content and quoted attributes: the only way a string of a figure gets into the document. */
export function escapeXml(text: string): string {
  return Array.from(text, (char) => {
    const code = char.codePointAt(0) as number;
    // What XML 1.0 has no place for, not even escaped.
    const legal =
      code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
    return legal ? (ESCAPES[char] ?? char) : '\ufffd';
  }).join('');
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Ids must differ between two drawings of one figure on a page. */
function idOf(list: DisplayList): string {
  const slug = list.id.replace(/[^A-Za-z0-9-]+/g, '-').slice(0, 60);
  return `f-${slug}-${Math.round(list.width)}-${Math.round(list.height)}`;
}

function write(item: DisplayItem, base: string, clips: string[]): string {
  switch (item.kind) {
    case 'path':
      return `<path d="${item.d}"${paint(item)}/>`;
    case 'rect':
      return `<rect x="${c(item.x)}" y="${c(item.y)}" width="${c(item.w)}" height="${c(item.h)}"${paint(item)}/>`;
    case 'image':
      return `<image x="${c(item.x)}" y="${c(item.y)}" width="${c(item.w)}" height="${c(item.h)}" preserveAspectRatio="none" image-rendering="pixelated" href="${item.href}"/>`;
    case 'text':
      return writeText(item);
    case 'ref': {
      const inner = item.items.map((child) => write(child, base, clips)).join('');
      return `<g data-ref="${escapeXml(item.ref)}" data-series="${escapeXml(item.series)}">${inner}</g>`;
    }
    default:
      return writeClip(item, base, clips);
  }
}

function writeClip(item: ClipItem, base: string, clips: string[]): string {
  const id = `${base}-clip${clips.length}`;
  clips.push(`<clipPath id="${id}"><rect x="${c(item.x)}" y="${c(item.y)}" width="${c(item.w)}" height="${c(item.h)}"/></clipPath>`);
  return `<g clip-path="url(#${id})">\n${item.items.map((child) => write(child, base, clips)).join('\n')}\n</g>`;
}

interface Paint {
  readonly fill?: string;
  readonly fillOpacity?: number;
  readonly stroke?: string;
  readonly strokeOpacity?: number;
  readonly width?: number;
  readonly dash?: string;
  readonly round?: true;
}

function paint(item: Paint): string {
  const parts = [` fill="${item.fill ?? 'none'}"`];
  if (item.fillOpacity !== undefined) parts.push(` fill-opacity="${c(item.fillOpacity)}"`);
  if (item.stroke !== undefined) parts.push(` stroke="${item.stroke}" stroke-width="${c(item.width ?? 1)}"`);
  if (item.strokeOpacity !== undefined) parts.push(` stroke-opacity="${c(item.strokeOpacity)}"`);
  if (item.dash !== undefined) parts.push(` stroke-dasharray="${item.dash}"`);
  if (item.round) parts.push(' stroke-linecap="round" stroke-linejoin="round"');
  return parts.join('');
}

function writeText(item: TextItem): string {
  let shift = 0;
  const spans = item.runs.map((run) => {
    const wanted = run.shift === 'sup' ? -0.38 * item.size : run.shift === 'sub' ? 0.22 * item.size : 0;
    const dy = wanted - shift;
    shift = wanted;
    const attributes = [
      ...(dy === 0 ? [] : [`dy="${c(dy)}"`]),
      ...(run.shift === undefined ? [] : [`font-size="${c(item.size * SHIFTED_SIZE)}"`]),
      ...(run.italic ? ['font-style="italic"'] : []),
    ];
    const text = escapeXml(run.text);
    return attributes.length === 0 ? text : `<tspan ${attributes.join(' ')}>${text}</tspan>`;
  });
  const anchor = item.anchor === 'start' ? '' : ` text-anchor="${item.anchor}"`;
  const turn = item.rotate === undefined ? '' : ` transform="rotate(${c(item.rotate)} ${c(item.x)} ${c(item.y)})"`;
  const halo = item.halo === undefined ? '' : ` stroke="${item.halo}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`;
  return `<text x="${c(item.x)}" y="${c(item.y)}" font-size="${c(item.size)}" fill="${item.fill}"${anchor}${turn}${halo} xml:space="preserve">${spans.join('')}</text>`;
}
