export interface PointerWatch {
  /** Where the pointer is, as shares of the element's width and height; undefined where it has left. */
  onhover(place: readonly [number, number] | undefined): void;
  onpick(place: readonly [number, number]): void;
}

/** Action: tells where over an element the pointer is and where it was pressed. Keyboards have the slider within. */
export function followPointer(host: HTMLElement, watch: PointerWatch): { update(watch: PointerWatch): void; destroy(): void } {
  let now = watch;
  const place = ({ clientX, clientY }: MouseEvent): readonly [number, number] => {
    const { left, top, width, height } = host.getBoundingClientRect();
    return [(clientX - left) / width, (clientY - top) / height];
  };
  const stop = new AbortController();
  const { signal } = stop;
  host.addEventListener('pointermove', (event) => now.onhover(place(event)), { signal });
  host.addEventListener('pointerleave', () => now.onhover(undefined), { signal });
  host.addEventListener('click', (event) => now.onpick(place(event)), { signal });
  return {
    update(next) {
      now = next;
    },
    destroy: () => stop.abort(),
  };
}
