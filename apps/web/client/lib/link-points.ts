export interface PointLinks {
  /** Observation that is open beside the figure. */
  readonly selected: string;
  readonly onselect: ((ref: string) => void) | undefined;
  /** Changes whenever the figure is drawn anew. */
  readonly markup: string;
}

/**
 * Action: makes the marks of a drawn figure (`data-ref`) open their observation by click, Enter and arrow keys (one tab stop for the
 * whole figure, left and right walk), and rings the selected one.
 */
export function linkPoints(host: HTMLElement, links: PointLinks): { update(links: PointLinks): void; destroy(): void } {
  let now = links;
  const marks = (): SVGGElement[] => [...host.querySelectorAll<SVGGElement>('svg [data-ref]')].sort((a, b) => left(a) - left(b));
  const open = (mark: Element): void => now.onselect?.(mark.getAttribute('data-ref') ?? '');
  const onclick = (event: Event): void => {
    const mark = (event.target as Element).closest('[data-ref]');
    if (mark) open(mark);
  };
  const onkeydown = (event: KeyboardEvent): void => {
    const mark = (event.target as Element).closest<SVGGElement>('[data-ref]');
    if (!mark) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter' || event.key === ' ') open(mark);
    else if (step !== undefined) {
      const all = marks();
      const next = all[(all.indexOf(mark) + step + all.length) % all.length];
      for (const other of all) other.setAttribute('tabindex', other === next ? '0' : '-1');
      next?.focus();
    } else return;
    event.preventDefault();
  };
  const dress = (): void => {
    host.querySelector('.selected-ring')?.remove();
    if (!now.onselect) return;
    const all = marks();
    const chosen = all.find((mark) => mark.getAttribute('data-ref') === now.selected);
    for (const mark of all) {
      mark.setAttribute('tabindex', mark === (chosen ?? all[0]) ? '0' : '-1');
      mark.setAttribute('role', 'button');
      mark.setAttribute('aria-label', mark.getAttribute('data-label') ?? mark.getAttribute('data-series') ?? 'point');
      mark.setAttribute('aria-pressed', String(mark === chosen));
    }
    if (chosen) ring(chosen);
  };
  host.addEventListener('click', onclick);
  host.addEventListener('keydown', onkeydown);
  // The figure's own nodes are put in by an inner action, after this one has run.
  queueMicrotask(dress);
  return {
    update(next) {
      now = next;
      queueMicrotask(dress);
    },
    destroy() {
      host.removeEventListener('click', onclick);
      host.removeEventListener('keydown', onkeydown);
    },
  };
}

const left = (mark: SVGGElement): number => mark.getBBox().x;

function ring(mark: SVGGElement): void {
  const { x, y, width, height } = mark.getBBox();
  const circle = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
  circle.setAttribute('class', 'selected-ring');
  circle.setAttribute('cx', String(x + width / 2));
  circle.setAttribute('cy', String(y + height / 2));
  circle.setAttribute('r', '10');
  mark.parentNode?.insertBefore(circle, mark.nextSibling);
}
