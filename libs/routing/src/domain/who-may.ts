import type { AssignmentSettings, Person, Role, RoutingJobRequest } from '#contracts';
import type { WorkItem } from './work-item.ts';

/**
 * Who may do this to many (product.md 36): supervisors place work, administrators edit agents. Queues, capacity and presences of agents are
 * edited by supervisors as well, what agents can do by administrators alone.
 */
export function rolesFor({ action, edit }: RoutingJobRequest): readonly Role[] {
  if (action !== 'edit-agents') return ['supervisor'];
  const isOfSkills = edit !== undefined && edit.addSkills.length + edit.removeSkillIds.length > 0;
  return isOfSkills ? ['administrator'] : ['administrator', 'supervisor'];
}

/**
 * Whether somebody may say what skills work needs (product.md 12): supervisors; agents where that is allowed, of what is theirs and of what nobody has
 * taken. Who serves the queue of the latter is looked at elsewhere.
 */
export const mayChangeSkills = (
  { status, agentId }: Pick<WorkItem, 'status' | 'agentId'>,
  by: Pick<Person, 'agentId' | 'roles'>,
  { agentsChangeSkills }: Pick<AssignmentSettings, 'agentsChangeSkills'>,
): boolean => {
  if (by.roles.includes('supervisor')) return true;
  return agentsChangeSkills && by.roles.includes('agent') && (status !== 'assigned' || agentId === by.agentId);
};
