import { IonwalkError } from '@ionwalk/core';

/** Does work when there is room for it. */
export type BusyGate = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets `most` uploads be worked on at a time; one more is refused with 503 rather than queued in memory. */
export function createBusyGate(most: number): BusyGate {
  let running = 0;
  return async (work) => {
    if (running >= most) {
      throw new IonwalkError('usage', 'server/busy', `${most} analyses are running already`, {
        fix: 'wait for one to end, then try again',
        cause: { status: 503 },
      });
    }
    running++;
    try {
      return await work();
    } finally {
      running--;
    }
  };
}
