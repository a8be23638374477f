import { agentId, type Role } from '#contracts';
import type { Conversation } from './conversation.ts';
import { maySee } from './access.ts';

const lena = agentId.parse('0197a000-0000-7000-8000-000000000001');
const diego = agentId.parse('0197a000-0000-7000-8000-000000000002');
const companion = (present: boolean) =>
  ({ agentId: lena, name: 'Lena', mode: 'consult', speaks: false, since: '', version: 1, present }) as const;
const conversation = (changes: Partial<Conversation>) =>
  ({ status: 'active', agentId: null, previousAgentId: null, companions: [], ...changes }) as Conversation;

describe('a conversation is seen', () => {
  const agent: Role[] = ['agent'];
  it.each([
    ['by the agent who is offered it or has it', { agentId: lena }, agent, true],
    ['by no other agent', { agentId: diego }, agent, false],
    ['by no agent while nobody has it', { status: 'open' }, agent, false],
    ['no more by the agent who had it before', { agentId: diego, previousAgentId: lena }, agent, false],
    ['by the agent who closed it', { status: 'closed', agentId: lena }, agent, true],
    [
      'by an agent who had it before it was closed',
      { status: 'closed', agentId: diego, previousAgentId: lena },
      agent,
      true,
    ],
    ['by a colleague who takes part in it', { agentId: diego, companions: [companion(true)] }, agent, true],
    ['no more by a colleague who took part in it', { agentId: diego, companions: [companion(false)] }, agent, false],
    ['by every supervisor', { agentId: diego }, ['supervisor'], true],
    ['by every administrator', { agentId: diego }, ['administrator'], true],
  ] as const)('%s', (_, changes, roles, yes) => {
    expect(maySee(conversation(changes), { agentId: lena, roles })).toBe(yes);
  });
});
