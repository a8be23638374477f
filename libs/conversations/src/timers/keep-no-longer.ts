import { Injectable } from '@nestjs/common';
import { hourMs } from '#contracts';
import { Database, Loops } from '#event-bus';
import { lifeSettingsOf } from '../storage/life-settings.ts';
import { forgetDirectoryAnswers } from '../use-cases/forget-directory-answers.ts';
import { forgetExpired } from '../use-cases/forget-expired.ts';
import { forgetRuns } from '../use-cases/forget-runs.ts';

/** Forgets what was kept as long as it may be: one replica at a time, some conversations in each transaction. */
@Injectable()
export class KeepNoLonger {
  constructor(
    private readonly database: Database,
    loops: Loops,
  ) {
    loops.add('keep-no-longer', async () => (await database.alone('keep-no-longer', () => this.some())) ?? false, {
      everyMs: hourMs,
    });
  }

  /** True when there may be more. */
  private async some(): Promise<boolean> {
    await this.database.transact(forgetDirectoryAnswers);
    const lives = await this.database.read((manager) => lifeSettingsOf({ manager }).all());
    let isMore = false;
    for (const { workstreamId, keepDays } of lives) {
      if (keepDays === null) continue;
      isMore = (await this.database.transact((tx) => forgetExpired(tx, workstreamId, keepDays))) || isMore;
      isMore = (await this.database.transact((tx) => forgetRuns(tx, workstreamId, keepDays))) || isMore;
    }
    return isMore;
  }
}
