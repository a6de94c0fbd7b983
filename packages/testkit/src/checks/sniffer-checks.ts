import type { Peek, Plugin } from '@ionwalk/core';
import { type Check, expectThat } from '../check.ts';
import { foreignFiles } from '../foreign-files.ts';
import type { KitSample } from '../kit-sample.ts';

/** 3: a sniffer declines what isn't its own, never throws and changes nothing. */
export function snifferChecks(plugin: Plugin, foreign: readonly KitSample[]): Check[] {
  return (plugin.readers ?? []).flatMap((reader) => {
    const decline = (peek: Peek, name: string): void => {
      const before = peek.head.slice();
      let match;
      try {
        match = reader.sniff(peek);
      } catch (error) {
        throw new Error(`the sniffer of ${reader.id} threw on ${name}: ${String(error)}`, { cause: error });
      }
      expectThat(
        before.every((byte, i) => byte === peek.head[i]),
        `the sniffer of ${reader.id} changes the bytes it sees`,
      );
      expectThat(match === undefined, `the sniffer of ${reader.id} takes ${name}: ${match?.confidence}, '${match?.reason}'`);
    };
    return [
      {
        number: 3,
        name: `reader ${reader.id} declines files of no technique`,
        run: async () => {
          for (const { name, path, bytes } of foreignFiles()) decline({ path, size: bytes.length, head: bytes, siblings: [] }, name);
        },
      },
      ...foreign.map((sample) => ({
        number: 3,
        name: `reader ${reader.id} declines the sample ${sample.id} of another plugin`,
        run: async () => {
          const files = await sample.files();
          for (const { path, blob } of files) {
            const head = new Uint8Array(await blob.slice(0, 4096).arrayBuffer());
            decline({ path, size: blob.size, head, siblings: files.map((file) => file.path).filter((other) => other !== path) }, path);
          }
        },
      })),
    ];
  });
}
