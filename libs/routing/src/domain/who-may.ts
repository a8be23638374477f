import type { Role, RoutingJobRequest } from '#contracts';

/**
 * Who may do this to many (product.md 36): supervisors place work, administrators edit agents. Queues, capacity and presences of agents are
 * edited by supervisors as well, what agents can do by administrators alone.
 */
export function rolesFor({ action, edit }: RoutingJobRequest): readonly Role[] {
  if (action !== 'edit-agents') return ['supervisor'];
  const isOfSkills = edit !== undefined && edit.addSkills.length + edit.removeSkillIds.length > 0;
  return isOfSkills ? ['administrator'] : ['administrator', 'supervisor'];
}
