import { type Logger, pino } from 'pino';

export type Log = Logger;

/** One JSON line an event, with a request id and no personal data: ids and routes, never names, values or addresses typed in. */
export const makeLog = (level: string): Log =>
  pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['password', 'token', 'cookie', '*.password', '*.token'],
  });
