/** Milliseconds of work between two turns: soon enough for an interrupt, and beside a turn's own millisecond or more little is lost. */
const WORK = 50;

let last = -Infinity;

/**
 * A turn of the event loop, so that an abort or a closed connection gets through between two fits, but not more often than every 50 ms:
 * ten thousand small fits would wait for their turns longer than they take.
 */
export async function yieldSeldom(): Promise<void> {
  if (performance.now() - last < WORK) return;
  await new Promise<void>((resolve) => setTimeout(resolve, 0));
  last = performance.now();
}
