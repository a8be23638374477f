import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';

export type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** One JSON line for each unit of work, on the standard output. Holds no bodies, no query strings, no tokens, no whole phone numbers. */
export const aLog = (level: Level, destination?: DestinationStream): Logger =>
  pino(
    { level, base: null, timestamp: stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    destination ?? pino.destination({ dest: 1, sync: true }),
  );

/** Lets Nest and the libraries behind it write into the same log, in the same shape. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: Exclude<Level, 'silent'>, message: unknown, rest: readonly unknown[]): void {
    // Nest puts where a line comes from last, and sometimes a stack before it, whose message the line already says
    const from = rest.at(-1);
    this.logger[level](
      { door: 'process', ...(typeof from === 'string' && { name: from }) },
      withoutNumbers(inWords(message)),
    );
  }
}

/** An error as its stack alone: what else a driver hangs on it (the statement, its values) is nobody's to log. */
function inWords(message: unknown): string {
  if (message instanceof Error) return message.stack ?? message.message;
  return typeof message === 'string' ? message : JSON.stringify(message);
}

/** Phone numbers keep their last three digits. */
export const withoutNumbers = (text: string): string =>
  text.replaceAll(/(?<![\w-])\+?\d(?:[ ().-]{0,2}\d){5,13}(\d{3})(?![\w-])/g, '…$1');
