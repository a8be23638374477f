import type { AgentId, ConversationId, ConversationRecordView, NamedSkill } from '#contracts';
import type { Session } from './session.ts';

/** Somebody said anew which skills a conversation needs (product.md 12, 17.7); skills are called as they were called then. */
export interface SkillChange {
  /** The event's that told us. */
  readonly id: string;
  readonly conversationId: ConversationId;
  readonly byAgentId: AgentId;
  readonly byName: string;
  readonly fromSkills: readonly NamedSkill[];
  readonly toSkills: readonly NamedSkill[];
  readonly changedAt: Date;
}

/** What the work needs: as somebody said last, unless an agent was asked since, when rules may have added to it. */
export function skillsNow(
  session: Pick<Session, 'work' | 'createdAt'> | null,
  changes: readonly SkillChange[],
): ConversationRecordView['skills'] {
  const last = changes.at(-1);
  const asked = session?.work?.asOf ? new Date(session.work.asOf) : session?.createdAt;
  if (!last || (asked && asked > last.changedAt)) return session?.work?.skills ?? [];
  return last.toSkills.map(({ skillId, rating }) => ({ skillId, rating }));
}

/** The line that a thread gets. */
export const lineOfChange = ({ byName, fromSkills, toSkills }: Omit<SkillChange, 'id' | 'changedAt'>): string =>
  `${byName || 'Somebody'} changed which skills this conversation needs: ${listed(toSkills)}. Before: ${listed(fromSkills)}.`;

const listed = (skills: readonly NamedSkill[]): string =>
  skills.map(({ name, rating, label }) => `${name || 'a skill'} (${label || rating})`).join(', ') || 'none';
