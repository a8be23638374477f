import { Injectable } from '@nestjs/common';
import type { AccountId } from '#contracts';
import { Database, Loops } from '#event-bus';
import { Directory } from '../directory.ts';
import { isFailure } from '../domain/account-check.ts';
import { probeAgainAfter } from '../domain/probing.ts';
import { Providers } from '../providers/providers.ts';
import type { AccountPause } from '../storage/alert.tables.ts';
import { everyPause } from '../storage/alerts.ts';
import { accountIsWell } from '../use-cases/pause-account.ts';

/**
 * Asks providers whether they let paused accounts in again: an account that was unsuspended, or topped up, sends without anybody coming
 * to validate it, and its alert goes.
 */
@Injectable()
export class ProbePaused {
  private readonly probedAt = new Map<AccountId, number>();

  constructor(
    private readonly database: Database,
    loops: Loops,
    private readonly directory: Directory,
    private readonly providers: Providers,
  ) {
    const turn = async () => (await database.alone('probe-paused', () => this.probeAll())) ?? false;
    loops.add('probe-paused', turn, { everyMs: 60_000 });
  }

  private async probeAll(): Promise<boolean> {
    const now = this.database.now();
    const pauses = await this.database.read(everyPause);
    for (const pause of pauses) {
      const due = (this.probedAt.get(pause.accountId) ?? 0) + probeAgainAfter(pause.pausedAt, now);
      if (due <= now.getTime()) await this.probe(pause, now);
    }
    for (const id of this.probedAt.keys())
      if (!pauses.some(({ accountId }) => accountId === id)) this.probedAt.delete(id);
    return false;
  }

  private async probe({ accountId, errorCode }: AccountPause, now: Date): Promise<void> {
    const account = await this.directory.account(accountId);
    // the provider is asked with the token, which says nothing of a key that it refused
    if (!account || (account.sendsWithKey && errorCode === '20003')) return;
    this.probedAt.set(accountId, now.getTime());
    const answer = await this.providers.of(account).validate(account);
    if (!isFailure(answer)) await this.database.transact((tx) => accountIsWell(tx, account));
  }
}
