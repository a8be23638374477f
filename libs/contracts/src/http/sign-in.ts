import { z } from 'zod';
import { agentId } from '../ids.ts';
import { role } from '../vocabulary.ts';

/** What a browser needs to begin the sign-in (OpenID Connect, authorization code with PKCE). */
export const signInView = z
  .object({
    issuer: z.url(),
    clientId: z.string(),
    audience: z.string(),
    scope: z.string(),
    /** Where the access token says its roles: a claim, or a path such as `realm_access.roles`. Default `roles`. */
    rolesClaim: z.string().optional(),
  })
  .meta({ id: 'SignIn' });
export type SignInView = z.output<typeof signInView>;

/** The person behind an access token. */
export const person = z.object({
  issuer: z.string(),
  subject: z.string(),
  name: z.string(),
  roles: z.array(role),
  agentId,
});
export type Person = z.output<typeof person>;

/** Who asks, as others see them: the id under which they are an agent, and take part in conversations. */
export const meView = person.pick({ agentId: true, name: true, roles: true }).meta({ id: 'Me' });
export type MeView = z.output<typeof meView>;

/** Whose id is asked for. */
export const agentIdRequest = z.object({
  /** As the access tokens of the person say it in `sub`. */
  subject: z.string().min(1, 'is required').max(255),
});
export type AgentIdRequest = z.output<typeof agentIdRequest>;
export const agentIdView = z.object({ agentId }).meta({ id: 'AgentIdOfSubject' });
export type AgentIdView = z.output<typeof agentIdView>;
