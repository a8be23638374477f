import { v5 as named } from 'uuid';
import { agentId, type AgentId } from '#contracts';

const people = '5b0c0a9e-6f0e-5f7a-9c39-5d1a0f6d2f11';

/** The agent behind a sign-in. The same everywhere without asking anybody, because it is made from issuer and subject. */
export const agentIdOf = (issuer: string, subject: string): AgentId =>
  agentId.parse(named(`${issuer} ${subject}`, people));
