import type { WriteStream } from 'node:tty';

export interface ProgressBar {
  readonly show: (what: string, done: number, of: number) => void;
  /** Leaves no trace. */
  readonly end: () => void;
}

/** One line that says how far long work has come; nothing where nobody looks: in a pipe, in a log. */
export function progressBar(stream: Pick<WriteStream, 'isTTY' | 'write'>): ProgressBar {
  const write = (line: string): void => {
    if (stream.isTTY) stream.write(`\r\u001b[2K${line}`);
  };
  return {
    show: (what, done, of) => write(`${what}: ${Math.floor((100 * done) / Math.max(1, of))} %`),
    end: () => write(''),
  };
}
