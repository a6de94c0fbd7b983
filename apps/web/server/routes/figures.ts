import type { Figure } from '@ionwalk/core';
import type { UnitChoice } from '@ionwalk/figures';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { requestSignal } from '../request-signal.ts';
import type { DoJob, DrawJob, JobAnswer } from '../runs/job.ts';
import { SANDBOX_POLICY } from '../security-headers.ts';
import { sendAnswer } from './runs.ts';

/** A figure is numbers, at most 200 000 of them. */
const MOST_BYTES = 16 * 1024 * 1024;

const schema = {
  summary: 'A figure as a file for print: SVG, PNG or PDF',
  description: 'The same bytes as: ionwalk plot FIGURE -o F.pdf --width 174mm --dpi 300',
  tags: ['ionwalk'],
  body: {
    type: 'object',
    required: ['figure', 'format'],
    properties: {
      figure: { type: 'object', description: 'a figure of any answer' },
      format: { type: 'string', enum: ['svg', 'png', 'pdf'] },
      width: { type: 'string', enum: ['84mm', '174mm'], default: '174mm' },
      dpi: { type: 'integer', minimum: 72, maximum: 600, default: 300, description: 'dots per inch of a PNG' },
      units: {
        type: 'object',
        default: {},
        additionalProperties: false,
        properties: {
          diffusivity: { type: 'string', enum: ['cm2/s', 'm2/s'] },
          conductivity: { type: 'string', enum: ['S/cm', 'S/m'] },
          temperature: { type: 'string', enum: ['degC', 'K'] },
        },
      },
    },
  },
};

interface FileOfFigure {
  Body: Omit<DrawJob, 'kind'> & { readonly figure: Figure; readonly units: UnitChoice };
}

/** `POST /api/figures`: what the page shows as a file, also for figures of a run that no folder holds. */
export function figureRoute(app: FastifyInstance, draw: DoJob): void {
  app.post<FileOfFigure>('/api/figures', { schema, bodyLimit: MOST_BYTES }, async (request, reply) => {
    const { figure, format, width, dpi, units } = request.body;
    const answer = await draw({ kind: 'draw', figure, format, width, dpi, units }, { signal: requestSignal(reply) });
    return sendFigure(reply, figure.id, format, answer);
  });
}

const TYPES = { svg: 'image/svg+xml', png: 'image/png', pdf: 'application/pdf' } as const;

/** A drawn figure as a download; what went wrong as the error it is. */
export function sendFigure(reply: FastifyReply, id: string, format: keyof typeof TYPES, answer: JobAnswer): FastifyReply {
  if (typeof answer.body === 'string') return sendAnswer(reply, answer);
  const name = id.replaceAll(/[^\w.-]+/gu, '-').slice(0, 80) || 'figure';
  return reply
    .type(TYPES[format])
    .header('content-security-policy', SANDBOX_POLICY)
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .send(Buffer.from(answer.body));
}
