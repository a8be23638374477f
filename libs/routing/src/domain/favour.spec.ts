import { agentId, assignmentSettings, distribution } from '#contracts';
import { favourOf } from './favour.ts';

const [lena, diego] = [1, 2].map((n) => agentId.parse(`018f0000-0000-7000-8000-00000000000${n}`));
const usual = distribution.parse({});
const { preferredAgents: off } = assignmentSettings.parse({});
const on = { enabled: true, ifUnavailable: 'wait' } as const;
const everybody = () => true;
const known = (previousAgentId: typeof lena | null, ...preferredAgentIds: NonNullable<typeof lena>[]) => ({
  previousAgentId: previousAgentId ?? null,
  preferredAgentIds,
});

describe('who comes first in an item', () => {
  it('is who had the conversation before, and is waited for', () => {
    expect(favourOf(known(lena!), everybody, usual, off)).toEqual({
      kind: 'affinity',
      agentIds: [lena],
      otherwise: 'wait',
    });
  });

  it('is not waited for where the workstream does not want that', () => {
    const hasty = { ...usual, affinityTimeoutSeconds: 0 };
    expect(favourOf(known(lena!), everybody, hasty, off)).toMatchObject({ otherwise: 'next-best' });
  });

  it('is nobody who does not serve the queue, or where the workstream does not keep to the same agent', () => {
    expect(favourOf(known(lena!), () => false, usual, off)).toBeNull();
    expect(favourOf(known(lena!), everybody, { ...usual, keepSameAgent: false }, off)).toBeNull();
  });

  it('is else whom the customer prefers, where that is looked at', () => {
    expect(favourOf(known(null, lena!, diego!), everybody, usual, off)).toBeNull();
    const servesDiego = (id: unknown) => id === diego;
    expect(favourOf(known(lena!, lena!, diego!), servesDiego, usual, on)).toEqual({
      kind: 'preferred',
      agentIds: [diego],
      otherwise: 'wait',
    });
  });
});
