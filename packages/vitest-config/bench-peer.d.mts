export declare function medianTime(
  run: () => unknown,
  options?: { readonly rounds?: number; readonly perRound?: number; readonly warmUp?: number },
): number;
export declare function pythonPeer(script: string): readonly number[] | undefined;
export declare function reportTime(
  name: string,
  ours: number,
  options?: { readonly goal?: number; readonly peer?: number | undefined; readonly peerName?: string; readonly note?: string },
): void;
