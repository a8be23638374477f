import type { JWTPayload } from 'jose';
import { type Person, role, type Role } from '#contracts';
import { agentIdOf } from './agent-id.ts';

/**
 * The person an access token speaks of. Roles we do not know are left out. A token of client credentials names
 * no person: the client's id stands for the name.
 */
export function personOf(claims: JWTPayload, rolesClaim: string): Person {
  const issuer = String(claims.iss);
  const subject = String(claims.sub);
  const names = [claims['name'], claims['preferred_username'], claims['client_id'], claims['azp'], subject];
  return {
    issuer,
    subject,
    name: names.find((name): name is string => typeof name === 'string' && name.trim() !== '') ?? subject,
    roles: rolesIn(claims, rolesClaim),
    agentId: agentIdOf(issuer, subject),
  };
}

function rolesIn(claims: JWTPayload, claim: string): Role[] {
  // a claim's name may itself contain dots (`https://example.com/roles`), so the whole name goes first
  const said = Object.hasOwn(claims, claim) ? claims[claim] : within(claims, claim.split('.'));
  const listed: unknown[] = typeof said === 'string' ? said.split(/\s+/) : Array.isArray(said) ? said : [];
  return role.options.filter((known) => listed.includes(known));
}

const within = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<string, unknown>)[key]
        : undefined,
    value,
  );
