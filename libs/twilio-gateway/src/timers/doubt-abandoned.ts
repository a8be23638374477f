import { Injectable } from '@nestjs/common';
import { Database, Loops } from '#event-bus';
import { GatewaySettings } from '../gateway-settings.ts';
import { doubtAbandoned } from '../use-cases/doubt-abandoned.ts';

/** Every ten seconds: texts whose process died while asking Twilio become `unknown`. */
@Injectable()
export class DoubtAbandoned {
  constructor(database: Database, loops: Loops, { deadAfterMs }: GatewaySettings) {
    const turn = async () => (await database.transact((tx) => doubtAbandoned(tx, deadAfterMs))) > 0;
    loops.add('doubt-abandoned', turn, { everyMs: 10_000 });
  }
}
