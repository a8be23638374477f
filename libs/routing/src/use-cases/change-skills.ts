import { type Person, Refusal, skillsChanged, type WorkItemId, type WorkSkillsRequest } from '#contracts';
import type { Transaction } from '#event-bus';
import { appendSkills, type NeededSkill } from '../domain/skills.ts';
import { mayChangeSkills } from '../domain/who-may.ts';
import { type WorkItem, withNeeds } from '../domain/work-item.ts';
import { skillsByName } from '../queries/work-skills.ts';
import { explanations } from '../storage/explanations.ts';
import { neededSkills } from '../storage/needed-skills.ts';
import { queues } from '../storage/queues.ts';
import { ratableSkills } from '../storage/ratable-skills.ts';
import { settingsNow } from '../storage/settings.ts';
import { uncutItems } from '../storage/uncut-items.ts';
import { workItems } from '../storage/work-items.ts';
import { show } from './show.ts';
import { locked, refuseEnded } from './work-in-hand.ts';

/**
 * Who has a conversation, who serves the queue that it waits in, or a supervisor says what it needs of its agent (product.md 12): all of it, and instead
 * of what rules found. Where it waits, it is looked at anew who can take it; an offer that stands, and who has it, are left alone, and the next
 * transfer goes by it; the record of the conversation is told who said what (17.7). The same again is the same. Refuses with `skills-fixed` agents where that is not allowed, `not-yours`, `not-your-queue`,
 * `work-item-state` what has ended, `unknown-reference` a skill that there is not, `unreadable` a rating that its model does not have.
 */
export async function changeSkills(
  tx: Transaction,
  id: WorkItemId,
  { skills }: WorkSkillsRequest,
  by: Person,
): Promise<WorkItem> {
  const item = await locked(tx, id);
  await refuseWhoMayNot(tx, item, by);
  if (item.status === 'done') throw new Refusal('work-item-state', 'This conversation needs nobody any more.');
  await refuseEnded(tx, item);
  await refuseUnknown(tx, skills);
  const needed = (await neededSkills(tx, skills))(skills);
  // the same needs look the same, in whatever order they are said
  const after = withNeeds(item, { skills: appendSkills([], needed) });
  if (after === item) return item;
  await workItems(tx).saveAll([after]);
  const told = { by: by.agentId, from: asKept(item.skills), to: asKept(after.skills) };
  await explanations(tx).append([{ workItemId: id, stage: 'skills', told }]);
  await sayChanged(tx, item, after, by);
  await uncutItems(tx).anew([id]);
  await show(tx, { items: [after] });
  if (after.status === 'waiting') tx.wake('assignment');
  return after;
}

async function sayChanged(tx: Transaction, item: WorkItem, after: WorkItem, by: Person): Promise<void> {
  const [from = [], to = []] = await skillsByName(tx.manager, item.skills, after.skills);
  const { id: workItemId, conversationId, version } = after;
  const who = { byAgentId: by.agentId, byName: by.name };
  tx.publish(skillsChanged, {
    ...{ conversationId, workItemId, version, ...who, from, to },
    changedAt: tx.now.toISOString(),
  });
}

const asKept = (skills: readonly NeededSkill[]) => skills.map(({ skillId, rating }) => ({ skillId, rating }));

async function refuseWhoMayNot(tx: Transaction, item: WorkItem, by: Person): Promise<void> {
  if (by.roles.includes('supervisor')) return;
  const { assignment } = await settingsNow(tx.manager);
  if (!assignment.agentsChangeSkills)
    throw new Refusal('skills-fixed', 'Agents do not change what skills a conversation needs here.');
  if (!mayChangeSkills(item, by, assignment))
    throw new Refusal('not-yours', 'Only who has a conversation says what it needs.');
  const serves = await queues(tx).whoServes([item.queueId], [by.agentId]);
  if (item.agentId !== by.agentId && !serves.has(`${item.queueId} ${by.agentId}`))
    throw new Refusal('not-your-queue', 'You do not serve the queue of this conversation.');
}

async function refuseUnknown(tx: Transaction, skills: WorkSkillsRequest['skills']): Promise<void> {
  const known = await ratableSkills(
    tx,
    skills.map(({ skillId }) => skillId),
  );
  for (const [index, { skillId, rating }] of skills.entries()) {
    const skill = known.get(skillId);
    if (!skill) throw new Refusal('unknown-reference', 'There is no such skill.', `skills.${index}.skillId`);
    if (!skill.values.includes(rating))
      throw new Refusal('unreadable', `${skill.name} is not rated ${rating}.`, `skills.${index}.rating`);
  }
}
