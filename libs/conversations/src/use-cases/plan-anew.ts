import type { WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import { wrapUpEnd } from '../domain/closing.ts';
import { silenceIn } from '../domain/time-out.ts';
import { conversations } from '../storage/conversations.ts';
import { lifeSettingsOf } from '../storage/life-settings.ts';
import { timeOutRulesOf } from '../storage/time-out-rules.ts';
import { planSilences } from '../timers/act-on-silence.ts';
import { planClosing } from '../timers/close-idle-conversation.ts';
import { keepAll } from './keep.ts';

const atOnce = 500;

/** Plans some of a workstream's conversations anew, behind this id; answers the last id, null when there are no more. */
export async function planSomeAnew(
  tx: Transaction,
  workstreamId: WorkstreamId,
  after: string | null,
): Promise<string | null> {
  const some = await conversations(tx).notClosedIn(workstreamId, after, atOnce);
  const { limits } = await lifeSettingsOf(tx).inForce([workstreamId]);
  const rules = (await timeOutRulesOf(tx.manager, [workstreamId]))(workstreamId);
  const decided = some.map((before) => {
    if (before.status !== 'wrap-up') return { before, conversation: before, change: null };
    const wrapUpEndsAt = wrapUpEnd(limits(workstreamId), before.statusSince, before.wrapUpBlockedUntil);
    const isSame = wrapUpEndsAt?.getTime() === before.wrapUpEndsAt?.getTime();
    const conversation = isSame ? before : { ...before, wrapUpEndsAt, version: before.version + 1 };
    return { before, conversation, change: null };
  });
  await keepAll(tx, decided);
  const now = decided.map(({ conversation }) => conversation);
  await planClosing(tx, now, limits);
  await planSilences(
    tx,
    now.map((conversation) => {
      const silence = silenceIn(
        conversation,
        conversation.lastTextDirection === 'out' ? conversation.lastTextAt : null,
      );
      // what its silence has outlasted already does not act again, or belatedly, because rules were changed
      const acted = silence && Math.floor((tx.now.getTime() - silence.since.getTime()) / 1000);
      return { conversation, rules, silence: silence && { ...silence, acted: Math.max(0, acted ?? 0) } };
    }),
  );
  return some.length === atOnce ? some.at(-1)!.id : null;
}
