import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Refusal } from '#contracts';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const status =
      error instanceof Refusal
        ? error.code.endsWith('-not-found')
          ? 404
          : 409
        : error instanceof HttpException
          ? error.getStatus()
          : 500;
    if (status === 500) console.error(error);
    void reply
      .status(status)
      .header('content-type', 'application/problem+json')
      .send({ status, detail: status < 500 && error instanceof Error ? error.message : 'Something broke.' });
  }
}
