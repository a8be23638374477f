import type { AgentTarget, QueueTarget } from '../../api/handing.ts';
import { asDate, asTime, isSameDay } from '../time.ts';
import { handOverWords as words } from '../../words/en-hand-over.ts';

/** Somebody or some queue that can be chosen. */
export interface Target {
  readonly id: string;
  readonly name: string;
  /** An agent with their presence, or a queue. */
  readonly presence: AgentTarget['presence'] | null;
  readonly about: string;
  /** How far it goes beyond what an agent has room for, in words; null: there is room. */
  readonly exceeds: string | null;
  /** Why it cannot be chosen at the moment; null: it can. */
  readonly refusal: string | null;
}

function exceedsOf({ units, profiles }: AgentTarget['exceeds']): string | null {
  if (units > 0) return words.over(units);
  return profiles > 0 ? words.full : null;
}

const listed = (parts: readonly (string | false)[]): string => parts.filter(Boolean).join(', ');

export const agentRow = ({ agentId, name, presence, skills, exceeds, servesQueue = false }: AgentTarget): Target => ({
  id: agentId,
  name,
  presence,
  about: listed([
    servesQueue && words.serves,
    skills.needed > 0 && words.skills(skills.has, skills.needed),
    exceedsOf(exceeds) ?? words.room,
  ]),
  exceeds: exceedsOf(exceeds),
  refusal: null,
});

/** The time today, the day before it on another one. */
const whenOpen = (at: string, now: number): string =>
  isSameDay(at, new Date(now).toISOString()) ? asTime(at) : asDate(at);

/** A queue that is closed cannot be chosen, but by who may place work anywhere. */
export function queueRow(
  { queueId: id, name, waiting, open, opensAt }: QueueTarget,
  now: number,
  isAnyAllowed = false,
): Target {
  const opens = opensAt === null ? null : whenOpen(opensAt, now);
  const closed = opens === null ? words.closed : words.closedUntil(opens);
  return {
    id,
    name,
    presence: null,
    about: listed([words.waiting(waiting), !open && closed]),
    exceeds: null,
    refusal: open || isAnyAllowed ? null : words.queueClosed(name, opens),
  };
}
