import type { Logger } from 'pino';
import { pino } from 'pino';

/** JSON lines on standard output. Tokens and people's free text are never handed to it; headers are masked all the same. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        '*.token',
        '*.authorization',
        '*.headers',
        'err.config',
        'err.request',
        'err.response',
        'err.cause.config',
      ],
      censor: '[hidden]',
    },
  });
}
