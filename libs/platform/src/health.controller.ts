import { Controller, Get, type OnModuleDestroy, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Broker, type Database, Databases } from '#event-bus';
import { OpenToAll } from '#identity';
import { Answers } from './answers.ts';

const part = z.enum(['up', 'away']);
const liveView = z.object({ status: z.literal('up') }).meta({ id: 'Live' });
const readyView = z
  .object({ status: z.enum(['ready', 'not-ready']), database: part, broker: part })
  .meta({ id: 'Ready' });
type ReadyView = z.output<typeof readyView>;

/** What a process needs to do its work: both, or (the gateway, which can keep texts in either) one of them. */
export type Needs = 'database-and-broker' | 'database-or-broker';
export class Readiness {
  constructor(readonly needs: Needs) {}
}

const patienceMs = 2_000;
/** So that a thousand askers are one question to the database. */
const freshMs = 500;

@ApiTags('process')
@Controller('health')
@OpenToAll()
export class HealthController implements OnModuleDestroy {
  private stopping = false;
  /** A question to a database that does not answer is not asked twice. */
  private readonly asked = new Map<Database, Promise<void>>();
  private found: { readonly at: number; readonly parts: Promise<Omit<ReadyView, 'status'>> } | undefined;

  constructor(
    private readonly broker: Broker,
    private readonly databases: Databases,
    private readonly readiness: Readiness,
  ) {}

  onModuleDestroy(): void {
    this.stopping = true;
  }

  @Get('live')
  @Answers(liveView)
  @ApiOperation({ summary: 'Is this process alive?', description: 'Answers while it runs, whatever else is away.' })
  live() {
    return { status: 'up' };
  }

  @Get('ready')
  @Answers(readyView)
  @ApiResponse({ status: 503, standardSchema: readyView, description: 'Not now: send requests elsewhere.' })
  @ApiOperation({
    summary: 'Can this process work?',
    description: 'Yes while database and broker are there; for the gateway one of them is enough.',
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadyView> {
    const { database, broker } = await this.parts();
    const up = [database, broker].map((one) => one === 'up');
    const enough = this.readiness.needs === 'database-or-broker' ? up.includes(true) : !up.includes(false);
    const ready = enough && !this.stopping;
    if (!ready) void reply.status(503);
    return { status: ready ? 'ready' : 'not-ready', database, broker };
  }

  private parts() {
    if (!this.found || performance.now() - this.found.at > freshMs) {
      this.found = { at: performance.now(), parts: this.look() };
    }
    return this.found.parts;
  }

  private ask(database: Database): Promise<void> {
    const open = this.asked.get(database);
    if (open) return open;
    const answer = database.answers().finally(() => this.asked.delete(database));
    this.asked.set(database, answer);
    return answer;
  }

  private async look(): Promise<Omit<ReadyView, 'status'>> {
    const answers = [...this.databases.values()].map((database) => inTime(this.ask(database)));
    const database = (await Promise.all(answers)).every(Boolean) ? 'up' : 'away';
    return { database, broker: this.broker.reachable ? 'up' : 'away' };
  }
}

/** Whether it resolves within our patience. */
function inTime(answer: Promise<void>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patienceMs);
    const say = (up: boolean) => () => {
      clearTimeout(timer);
      resolve(up);
    };
    answer.then(say(true), say(false));
  });
}
