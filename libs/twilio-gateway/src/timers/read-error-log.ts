import { Injectable, Logger } from '@nestjs/common';
import type { Address } from '#contracts';
import { Database, Loops } from '#event-bus';
import { Directory } from '../directory.ts';
import {
  failuresIn,
  incompleteIn,
  type LoggedError,
  stretchOf,
  wasNotRead,
  wasRead,
  type WebhookFailure,
} from '../domain/error-log.ts';
import { GatewaySettings } from '../gateway-settings.ts';
import { inLanes } from '../lanes.ts';
import type { OpenedAccount } from '../opened-account.ts';
import type { KeptFailure } from '../storage/webhook-failure.tables.ts';
import { webhookFailures } from '../storage/webhook-failures.ts';
import { TwilioErrorLog } from '../twilio-error-log.ts';
import { type NotListed, TwilioTexts } from '../twilio-texts.ts';
import { recordWebhookFailures } from '../use-cases/record-webhook-failures.ts';

/** So many texts are looked up to learn to which number they went; of more it is not worth asking. */
const mostLookedUp = 20;
const lanes = 4;

/**
 * Reads what Twilio could not bring us: one account at a time, of one replica at a time, a page of its error log after the other. Twilio is
 * asked outside of any transaction. Turned off by READ_ERROR_LOG_EVERY_MINUTES=0, where the credentials may not read it.
 */
@Injectable()
export class ReadErrorLog {
  private readonly log = new Logger('gateway.read-error-log');

  constructor(
    private readonly database: Database,
    loops: Loops,
    private readonly directory: Directory,
    private readonly errors: TwilioErrorLog,
    private readonly texts: TwilioTexts,
    private readonly settings: GatewaySettings,
  ) {
    const turn = async () => (await database.alone('read-error-log', () => this.readNext())) ?? false;
    if (settings.readErrorLogEveryMs > 0) loops.add('read-error-log', turn, { everyMs: 15_000 });
  }

  /** True when there may be more. */
  private async readNext(): Promise<boolean> {
    const now = this.database.now();
    const due = await this.database.read((manager) => webhookFailures({ manager }).nextDue(now));
    if (!due) return false;
    const { accountId, known } = due;
    const everyMs = this.settings.readErrorLogEveryMs;
    const stretch = stretchOf(known?.mark ?? null, now);
    const account = await this.directory.account(accountId);
    const entries: readonly LoggedError[] | NotListed = account
      ? await this.errors.read(account, stretch)
      : { kind: 'refused', errorCode: 'no-account' };
    if (!account || 'kind' in entries) {
      const problem = 'kind' in entries ? (entries.errorCode ?? entries.kind) : 'no-account';
      if (problem !== known?.problem)
        this.log.warn(
          `Twilio does not show the error log of account ${accountId} (${problem}); it is asked again later.`,
        );
      const later = wasNotRead(accountId, known, problem, { now, everyMs, chance: Math.random() });
      await this.database.transact((tx) => webhookFailures(tx).move(later));
      return true;
    }
    const failures = await this.ofNumbers(account, failuresIn(entries, account.key));
    const mark = wasRead(accountId, stretch.to, everyMs, Math.random());
    const incomplete = incompleteIn(entries);
    const fresh = await this.database.transact((tx) => recordWebhookFailures(tx, mark, failures, incomplete));
    if (fresh > 0)
      this.log.warn(`Twilio could not bring ${fresh} webhooks of account ${accountId}; its list is compared.`);
    return true;
  }

  /** The new ones among these, each with the number of ours that it is about, as far as that can be told. */
  private async ofNumbers(
    account: OpenedAccount,
    failures: readonly WebhookFailure[],
  ): Promise<readonly KeptFailure[]> {
    if (failures.length === 0) return [];
    const [unknown, known] = await this.database.read(async (manager) => {
      const unknown = await webhookFailures({ manager }).unknown(failures);
      return [unknown, await webhookFailures({ manager }).numbersOf(unknown)] as const;
    });
    const numbers = new Map(known);
    const asked = unknown.filter(({ sid, textSid }) => textSid !== null && !numbers.has(sid)).slice(0, mostLookedUp);
    await inLanes(lanes, asked, async ({ sid, textSid }) => {
      const number = ourNumberIn(account, await this.texts.look(account, textSid!));
      if (number) numbers.set(sid, number);
    });
    return unknown.map(({ sid, errorCode, at }) => ({
      sid,
      accountId: account.id,
      errorCode,
      number: numbers.get(sid) ?? (account.numbers.length === 1 ? account.numbers[0]!.address : null),
      happenedAt: at,
    }));
  }
}

function ourNumberIn(account: OpenedAccount, text: Awaited<ReturnType<TwilioTexts['look']>>): Address | undefined {
  if (text === null || 'kind' in text) return undefined;
  return account.numbers.find(({ address }) => address === text.to || address === text.from)?.address;
}
