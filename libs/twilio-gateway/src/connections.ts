import { Injectable } from '@nestjs/common';
import type { Address, NumberId } from '#contracts';
import { currentCause, Database } from '#event-bus';
import { Gather } from './gather.ts';
import type { OpenedAccount } from './opened-account.ts';
import { recordConnections, type Texted } from './use-cases/record-connections.ts';

/**
 * Notices the first signed text to a number, beside its way: which numbers were noticed is in memory, so that a text asks no table. After
 * a start each number is asked for once more.
 */
@Injectable()
export class Connections {
  private readonly noticed = new Set<NumberId>();
  private readonly writing: Gather<Texted, void>;

  constructor(database: Database) {
    const record = async (texted: readonly Texted[]) => {
      await database.transact((tx) => recordConnections(tx, texted), texted[0]!.cause);
      return texted.map(() => {});
    };
    this.writing = new Gather(record, { atMost: 200, meetsAll: () => true });
  }

  /** A text to this number came in, signed for this account. Never waits and never fails: what could not be written is noticed again. */
  notice(account: OpenedAccount, number: Address): void {
    const numberId = account.numberAt(number)?.numberId;
    if (numberId === undefined || this.noticed.has(numberId)) return;
    this.noticed.add(numberId);
    this.writing
      .add({ accountId: account.id, numberId, cause: currentCause() })
      .catch(() => this.noticed.delete(numberId));
  }
}
