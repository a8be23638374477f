import { Injectable } from '@nestjs/common';
import { type ConversationId, conversationId } from '#contracts';
import { Database, Loops } from '#event-bus';
import { SentimentReader } from '#sentiment';
import { askFeeling } from '../domain/errand-kinds.ts';
import { errands, loopOf } from '../storage/errands.ts';
import { readTexts, recordFeelings } from '../use-cases/feel-texts.ts';

const atOnce = 100;
const leaseMs = 60_000;
const aSecond = 1_000;

/**
 * Reads how customers feel, many conversations at a time; beside the work itself, and with nothing locked while it reads, so that it holds up
 * no text.
 */
@Injectable()
export class FeelTexts {
  constructor(
    private readonly database: Database,
    loops: Loops,
    private readonly reader: SentimentReader,
  ) {
    loops.add(loopOf(askFeeling), () => this.feelSome());
  }

  /** True when there may be more, else in how many milliseconds what another process has will be taken for left behind. */
  private async feelSome(): Promise<boolean | number> {
    const { taken, next } = await this.database.transact(async (tx) => {
      const taken = await errands(tx).take(askFeeling, atOnce, new Date(tx.now.getTime() + leaseMs));
      return { taken, next: taken.length === 0 ? await errands(tx).nextDue(askFeeling) : null };
    });
    if (taken.length === 0) return next !== null && Math.max(aSecond, next.getTime() - this.database.now().getTime());
    const ids = taken.map(({ subject }): ConversationId => conversationId.parse(subject));
    const texts = await this.database.read((db) => readTexts(db, ids, this.reader));
    await this.database.transact(async (tx) => {
      await recordFeelings(tx, texts);
      await errands(tx).doneAll(askFeeling, taken);
    });
    return taken.length === atOnce;
  }
}
