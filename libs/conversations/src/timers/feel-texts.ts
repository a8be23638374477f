import { Injectable } from '@nestjs/common';
import { Database, Loops } from '#event-bus';
import { SentimentReader } from '#sentiment';
import { feelings } from '../domain/sentiment.ts';
import { feelTexts } from '../use-cases/feel-texts.ts';

/** So many texts at once: in a rush no more than these a second, and the rest of them after it. */
const most = 500;
/** How a customer feels may be known so much later; what is written meanwhile is read together. */
const restsMs = 1_000;

/** Reads how customers feel, many conversations at a time, beside the work itself. */
@Injectable()
export class FeelTexts {
  constructor(database: Database, loops: Loops, reader: SentimentReader) {
    const feelSome = async () => {
      const felt = await database.transact((tx) => feelTexts(tx, reader, most));
      // another replica is at it, or there is more
      return (felt === null || felt === most) && restsMs;
    };
    loops.add(feelings, feelSome, { restsMs });
  }
}
