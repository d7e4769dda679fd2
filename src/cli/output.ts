import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

export type Write = (text: string) => Promise<void>;

/** A file or the terminal, written no faster than it takes: what is written is not collected in memory. */
export function outputTo(file: string | undefined): { readonly write: Write; readonly end: () => Promise<void> } {
  const stream = file === undefined ? process.stdout : createWriteStream(file);
  return {
    write: async (text) => {
      if (!stream.write(text)) await once(stream, 'drain');
    },
    end: async () => {
      if (file === undefined) return;
      stream.end();
      await once(stream, 'finish');
    },
  };
}
