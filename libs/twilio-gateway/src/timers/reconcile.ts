import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as pass } from 'node:timers/promises';
import { Database, isOutage, Loops } from '#event-bus';
import { Directory } from '../directory.ts';
import { EmergencyIntake } from '../emergency-intake.ts';
import { inboundOf, keepsTo, type ListedText } from '../domain/listed-text.ts';
import { compared, narrowed, nextWindow, rested, secondsOf, stumbled, type Window } from '../domain/reconciliation.ts';
import { GatewaySettings } from '../gateway-settings.ts';
import { ReconciliationCount } from '../reconciliation-count.ts';
import { type Due, reconciliations } from '../storage/reconciliations.ts';
import { silentDeliveries } from '../storage/silent-deliveries.ts';
import { type Listed, type NotListed, TwilioTexts } from '../twilio-texts.ts';
import { moveReconciliation } from '../use-cases/move-reconciliation.ts';
import { recoverStates } from '../use-cases/recover-states.ts';
import { recoverTexts } from '../use-cases/recover-texts.ts';

/** More pages than this in one second of Twilio's clock, or in one day of a filter that knows days only, are not believed. */
const mostPages = 200;
/** Twilio holds a text for so long at most before it leaves (twilio.md 4.6). */
const longestHoldMs = 36_000_000;

/**
 * Finds what nobody brought us: on start, after every outage and every few minutes each number's texts are compared with Twilio's list
 * (docs/adr/0015). One list at a time, of one replica at a time; what was compared is written down with what was found.
 */
@Injectable()
export class Reconcile {
  private readonly log = new Logger('gateway.reconcile');
  /** Texts may have been lost since the last round: all numbers are compared now. */
  private missed = true;
  private takingIn = false;

  constructor(
    private readonly database: Database,
    private readonly loops: Loops,
    private readonly directory: Directory,
    private readonly twilio: TwilioTexts,
    private readonly settings: GatewaySettings,
    private readonly count: ReconciliationCount,
    private readonly emergency: EmergencyIntake,
  ) {
    emergency.onLost = () => this.suspect();
    loops.add('reconcile', () => this.turn(), { everyMs: 5000 });
  }

  /** A webhook was lost: looks for what it brought as soon as the database answers. */
  private suspect(): void {
    this.missed = true;
    this.loops.get('reconcile')?.wake();
  }

  private async turn(): Promise<boolean> {
    try {
      return (await this.database.alone('reconcile', () => this.compareNext())) ?? false;
    } catch (error) {
      if (isOutage(error)) this.missed = true;
      throw error;
    }
  }

  /** True when there may be more. */
  private async compareNext(): Promise<boolean> {
    const now = this.database.now();
    if (this.missed) {
      if (await this.isTakingIn()) return false;
      await this.database.transact((tx) => reconciliations(tx).hurry(now));
      this.missed = false;
    }
    const due = await this.database.read((manager) => reconciliations({ manager }).nextDue(now));
    if (!due) return false;
    const window = nextWindow(due.reconciliation, now, this.settings.reconciliation);
    if (!window) await this.move(due, (one) => rested(one, now, this.settings.reconciliation));
    else if (await this.isWorthAsking(due, window)) await this.compare(due, window, now);
    else await this.move(due, (one) => compared(one, window, now, this.settings.reconciliation));
    return true;
  }

  /**
   * Whether webhooks that were kept in an outage are being taken in, or were when this was last asked: they know the moment of receipt
   * and not its second only, so they go first.
   */
  private async isTakingIn(): Promise<boolean> {
    const waiting = await this.emergency.waiting().catch(() => 0);
    const wasTakingIn = this.takingIn;
    this.takingIn = waiting > 0;
    return waiting > 0 || wasTakingIn;
  }

  /** Of our own texts Twilio is asked only where there is one whose end we have not heard of. */
  private async isWorthAsking({ reconciliation: { channelId, direction } }: Due, { from, to }: Window) {
    if (direction === 'in') return true;
    const earliest = new Date(from.getTime() - longestHoldMs);
    return this.database.read((manager) => silentDeliveries({ manager }).isAny(channelId, earliest, to));
  }

  private async compare(due: Due, window: Window, now: Date): Promise<void> {
    await pass(this.settings.betweenListsMs);
    const { reconciliation, number } = due;
    const account = await this.directory.account(reconciliation.accountId);
    const parties = reconciliation.direction === 'in' ? { to: number } : { from: number };
    const first: Listed | NotListed = account
      ? await this.twilio.list(account, parties, window)
      : { kind: 'refused', errorCode: 'no-account' };
    if (first.kind !== 'listed') return this.stumble(due, first, now);
    if (first.older && secondsOf(window) > 1 && keepsTo(window, first.texts))
      return this.move(due, (one) => narrowed(one, window));
    const all = await this.allOf(first);
    if (!Array.isArray(all)) return this.stumble(due, all, now);
    await this.take(due, all, window, now);
  }

  /** This page and the older ones. */
  private async allOf(first: Listed): Promise<ListedText[] | NotListed> {
    const texts = [...first.texts];
    let { older } = first;
    for (let pages = 1; older; pages += 1) {
      if (pages === mostPages) return { kind: 'refused', errorCode: 'too-many' };
      await pass(this.settings.betweenListsMs);
      const page = await older();
      if (page.kind !== 'listed') return page;
      texts.push(...page.texts);
      older = page.older;
    }
    return texts;
  }

  /** What is found and how far it was looked for commit together. */
  private async take(due: Due, listed: readonly ListedText[], window: Window, now: Date): Promise<void> {
    const { reconciliation, number } = due;
    const { channelId, direction } = reconciliation;
    const onward = (one: typeof reconciliation) => compared(one, window, now, this.settings.reconciliation);
    if (direction === 'out') {
      const states = await this.database.transact(async (tx) => {
        const states = await recoverStates(tx, listed);
        await moveReconciliation(tx, reconciliation, onward);
        return states;
      });
      return this.count.add('state', states);
    }
    const { texts, unreadable } = await this.database.transact(async (tx) => {
      const recovered = await recoverTexts(tx, channelId, inboundOf(listed, window, number));
      await moveReconciliation(tx, reconciliation, onward);
      return recovered;
    });
    this.count.add('text', texts);
    this.count.add('unreadable', unreadable);
    if (texts > 0) this.log.log(`Found ${texts} lost texts of channel ${channelId} at Twilio.`);
  }

  /** Told once for each new problem of a number; how many there are is in the metrics. */
  private async stumble(due: Due, { kind, errorCode }: NotListed, now: Date): Promise<void> {
    const problem = errorCode ?? kind;
    const { channelId, problem: known } = due.reconciliation;
    if (problem !== known)
      this.log.warn(`Twilio does not list the texts of channel ${channelId} (${problem}); it is asked again later.`);
    await this.move(due, (one) => stumbled(one, problem, now, Math.random()));
  }

  private move({ reconciliation }: Due, move: Parameters<typeof moveReconciliation>[2]): Promise<void> {
    return this.database.transact((tx) => moveReconciliation(tx, reconciliation, move));
  }
}
