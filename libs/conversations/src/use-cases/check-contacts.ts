import {
  type ChannelId,
  contextVariableKind,
  type OutboundContactRequest,
  Refusal,
  type WorkstreamId,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { normaliseCustomerNumber } from '#phone';
import { type Planning, whatIsUnplanned } from '../domain/outbound-pace.ts';
import { type VariableTypes, variablesOf, whyUnfit } from '../domain/variables.ts';
import { definitions } from '../storage/configuration-copies.ts';
import { channelsOf } from '../storage/copies.ts';

interface Place {
  readonly channelId: ChannelId;
  readonly workstreamId: WorkstreamId | null;
}

/** The variables that answers to a run may have, and rules look at: those of the workstream where they are attended to (product.md 27, 29). */
export async function variablesOfAnswers(tx: Transaction, { channelId, workstreamId }: Place): Promise<VariableTypes> {
  const defined = await definitions(tx).all(contextVariableKind);
  if (defined.length === 0) return new Map();
  const channel = workstreamId === null ? (await channelsOf(tx.manager, [channelId])).get(channelId) : undefined;
  return variablesOf(defined, workstreamId ?? channel?.workstreamId ?? null);
}

/** What of somebody's context is not what the variable of its name holds. */
export const whatIsUnfit = (context: OutboundContactRequest['context'], types: VariableTypes) =>
  Object.entries(context).flatMap(([name, value]) => {
    const message = whyUnfit(types.get(name), value);
    return message === null ? [] : [{ field: `context.${name}`, message }];
  });

/**
 * Refuses with `unreadable`, naming each field, contacts whose number is none, who have no place or no time in the run, and whose context is not what the
 * variables of the workstream hold.
 */
export async function refuseUnfit(
  tx: Transaction,
  run: Planning & Place,
  asked: readonly OutboundContactRequest[],
  country: string,
): Promise<void> {
  const types = await variablesOfAnswers(tx, run);
  const wrong = asked.flatMap((one, n) => {
    const faults = [
      ...(normaliseCustomerNumber(one.to, country) ? [] : [{ field: 'to', message: 'is no telephone number' }]),
      ...whatIsUnplanned(run, one),
      ...whatIsUnfit(one.context, types),
    ];
    return faults.map(({ field, message }) => ({ field: `contacts.${n}.${field}`, message }));
  });
  const [first] = wrong;
  if (first) throw new Refusal('unreadable', `${first.field} ${first.message}.`, first.field, wrong);
}
