import { Injectable } from '@nestjs/common';
import { Database, Loops } from '#event-bus';
import { doubtAbandoned } from '../use-cases/doubt-abandoned.ts';

/** Every ten seconds: texts whose process died while asking Twilio become `unknown`. */
@Injectable()
export class DoubtAbandoned {
  constructor(database: Database, loops: Loops) {
    loops.add('doubt-abandoned', async () => (await database.transact((tx) => doubtAbandoned(tx))) > 0, {
      everyMs: 10_000,
    });
  }
}
