import type { Person, Role } from '#contracts';
import { agentIdOf } from '#identity';

const issuer = 'https://sign-in.example';
const roles: Record<string, readonly [name: string, ...Role[]]> = {
  lena: ['Lena Marsh', 'agent'],
  diego: ['Diego Kessler', 'agent'],
  noor: ['Noor Haddad', 'agent'],
  sofia: ['Sofia Lindgren', 'supervisor'],
  dana: ['Dana Brooks', 'administrator'],
};

/** One of the people of the demo, as a service sees them: lena, diego, noor (agents), sofia (supervisor), dana (administrator). */
export function personCalled(subject: string): Person {
  const [name, ...held] = roles[subject] ?? [subject, 'agent'];
  return { issuer, subject, name, roles: held, agentId: agentIdOf(issuer, subject) };
}
