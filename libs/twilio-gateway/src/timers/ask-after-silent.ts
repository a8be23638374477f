import { Injectable } from '@nestjs/common';
import { setTimeout as pass } from 'node:timers/promises';
import { Database, Loops } from '#event-bus';
import { Directory } from '../directory.ts';
import { carrierAt } from '../domain/account.ts';
import type { ListedText } from '../domain/listed-text.ts';
import { GatewaySettings } from '../gateway-settings.ts';
import { ReconciliationCount } from '../reconciliation-count.ts';
import { copies } from '../storage/copies.ts';
import { reconciliations } from '../storage/reconciliations.ts';
import { type SilentDelivery, silentDeliveries } from '../storage/silent-deliveries.ts';
import { TwilioTexts } from '../twilio-texts.ts';
import { recoverStates } from '../use-cases/recover-states.ts';

const minute = 60_000;
/** How long a text was silent when Twilio is asked after it: four times at most, then nobody will say more. */
const silences = [10, 60, 6 * 60, 48 * 60].map((minutes) => minutes * 60);
/** Where nobody ever asked, nobody asks after texts that were due longer ago. */
const oldestMs = 24 * 60 * minute;
const atOnce = 50;

/**
 * Asks Twilio, one by one, after texts of ours whose end nobody told: those that its list does not show because they have not left, or left
 * long before the outage that swallowed their callbacks.
 */
@Injectable()
export class AskAfterSilent {
  constructor(
    private readonly database: Database,
    loops: Loops,
    private readonly directory: Directory,
    private readonly twilio: TwilioTexts,
    private readonly settings: GatewaySettings,
    private readonly count: ReconciliationCount,
  ) {
    const turn = async () => (await database.alone('ask-after-silent', () => this.askSome())) ?? false;
    loops.add('ask-after-silent', turn, { everyMs: minute });
  }

  /** True when there may be more. */
  private async askSome(): Promise<boolean> {
    for (const afterSeconds of silences) {
      const until = new Date(this.database.now().getTime() - afterSeconds * 1000);
      const silent = await this.database.read(async (manager) => {
        const known = await reconciliations({ manager }).silenceMark(afterSeconds);
        const after = known?.mark ?? new Date(until.getTime() - oldestMs);
        return silentDeliveries({ manager }).between(after, until, atOnce);
      });
      const mark = silent.length < atOnce ? until : silent.at(-1)!.submittedAt;
      const shown = await this.ask(silent);
      const states = await this.database.transact(async (tx) => {
        if (shown.isComplete) await reconciliations(tx).keepSilenceMark({ afterSeconds, mark });
        return recoverStates(tx, shown.texts);
      });
      this.count.add('state', states);
      if (!shown.isComplete) return false;
      if (silent.length >= atOnce) return true;
    }
    return false;
  }

  /** What Twilio says of them. Not complete where it did not answer; a refusal concerns one account, and is one more silence. */
  private async ask(silent: readonly SilentDelivery[]): Promise<{ texts: ListedText[]; isComplete: boolean }> {
    const texts: ListedText[] = [];
    const channels = await this.database.read((manager) =>
      copies({ manager }).channels(silent.map(({ channelId }) => channelId)),
    );
    for (const { channelId, providerSid, submittedAt } of silent) {
      const channel = channels.get(channelId);
      const account = channel && (await this.directory.account(carrierAt(channel, submittedAt)));
      // others list nothing that could be asked after
      if (account?.provider !== 'twilio') continue;
      await pass(this.settings.betweenListsMs);
      const answer = await this.twilio.look(account, providerSid);
      if (answer === null) continue;
      if (!('kind' in answer)) texts.push(answer);
      else if (answer.kind === 'no-answer') return { texts, isComplete: false };
    }
    return { texts, isComplete: true };
  }
}
