import type { Person } from '#contracts';
import { agentIdOf } from '#identity';
import { maySee } from './may-see.ts';

const person = (subject: string, ...roles: Person['roles']) => ({
  agentId: agentIdOf('https://issuer.example', subject),
  roles,
});
const lena = person('lena', 'agent');
const diego = person('diego', 'agent');
const sofia = person('sofia', 'supervisor');
const dana = person('dana', 'administrator');

describe('a frame', () => {
  it('that names an agent is for that agent, whatever the role', () => {
    const audience = { agents: [lena.agentId, dana.agentId], supervisors: false };
    expect([lena, diego, sofia, dana].map((one) => maySee(one, audience))).toEqual([true, false, false, true]);
  });

  it('for supervisors is for administrators too, and for no agent it does not name', () => {
    const audience = { agents: [lena.agentId], supervisors: true };
    expect([lena, diego, sofia, dana].map((one) => maySee(one, audience))).toEqual([true, false, true, true]);
  });

  it('for administrators is for nobody else', () => {
    const audience = { agents: [], supervisors: false, administrators: true };
    expect([lena, diego, sofia, dana].map((one) => maySee(one, audience))).toEqual([false, false, false, true]);
  });
});
