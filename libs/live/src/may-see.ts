import type { LiveAudience, Person } from '#contracts';

/** An agent sees the frames that name them; supervisors and administrators also those that are for supervisors, administrators also what is for them alone. */
export const maySee = ({ agentId, roles }: Pick<Person, 'agentId' | 'roles'>, audience: LiveAudience): boolean =>
  audience.agents.includes(agentId) ||
  (audience.supervisors && (roles.includes('supervisor') || roles.includes('administrator'))) ||
  (audience.administrators === true && roles.includes('administrator'));
