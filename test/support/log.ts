import type { Log } from '../../src/app/log.ts';

export interface Line {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly words: string;
}

/** Keeps what is logged, so that a test can say what an operator would have seen. `SHOW_LOG=1` prints it as well. */
export function quietLog(): Log & { readonly lines: readonly Line[] } {
  const lines: Line[] = [];
  const write = (level: Line['level']) => (fields: object, words: string) => {
    lines.push({ level, fields, words });
    if (process.env.SHOW_LOG) console.log(level, words, fields);
  };
  return { lines, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
