import { Injectable } from '@nestjs/common';
import { Database, Loops } from '#event-bus';
import { sendOutbound } from '../storage/outbound.ts';
import { sendSomeOutbound } from '../use-cases/send-outbound.ts';

/** Writes to those who are due, some at a time, on whichever replica comes first. */
@Injectable()
export class SendOutbound {
  constructor(database: Database, loops: Loops) {
    loops.add(
      sendOutbound,
      async () => {
        const next = await database.transact((tx) => sendSomeOutbound(tx));
        return next instanceof Date ? Math.max(1, next.getTime() - database.now().getTime()) : next;
      },
      { everyMs: 60_000 },
    );
  }
}
