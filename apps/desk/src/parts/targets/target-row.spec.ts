import { agentRow, queueRow } from './target-row.ts';

const now = Date.parse('2026-11-23T10:00:00.000Z');
const agent = (change: object = {}) =>
  agentRow({
    agentId: 'diego',
    name: 'Diego',
    presence: 'available',
    skills: { has: 2, needed: 3 },
    exceeds: { units: 0, profiles: 0 },
    ...change,
  } as never);

describe('somebody who can be asked', () => {
  it('shows needed skills where some are needed, and whether they have room', () => {
    expect(agent().about).toBe('2 of 3 skills, has room');
    expect(agent({ skills: { has: 0, needed: 0 }, exceeds: { units: 2, profiles: 0 } }).about).toBe(
      '2 units beyond their capacity',
    );
    expect(agent({ exceeds: { units: 0, profiles: 1 } }).about).toBe('2 of 3 skills, is full');
    expect(agent({ servesQueue: true }).about).toBe('serves its queue, 2 of 3 skills, has room');
  });

  it('says apart how far it goes beyond what they have room for', () => {
    expect(agent().exceeds).toBe(null);
    expect(agent({ exceeds: { units: 2, profiles: 1 } }).exceeds).toBe('2 units beyond their capacity');
    expect(agent({ exceeds: { units: 0, profiles: 1 } }).exceeds).toBe('is full');
  });
});

describe('a queue that can have it', () => {
  it('shows how many wait', () => {
    expect(
      queueRow({ queueId: 'q', name: 'Billing', waiting: 9, open: true, opensAt: null } as never, now),
    ).toMatchObject({
      about: '9 wait',
      refusal: null,
    });
  });

  it('says when it opens, and cannot be chosen before', () => {
    const closed = queueRow(
      { queueId: 'q', name: 'Billing', waiting: 1, open: false, opensAt: '2026-11-25T08:00:00.000Z' } as never,
      now,
    );
    expect(closed.about).toMatch(/^1 waits, closed until .*25/);
    expect(closed.refusal).toMatch(/^Billing is closed until /);
    expect(
      queueRow({ queueId: 'q', name: 'Billing', waiting: 0, open: false, opensAt: null } as never, now).refusal,
    ).toBe('Billing is closed.');
  });

  it('can be chosen while it is closed by who may place work anywhere', () => {
    const closed = { queueId: 'q', name: 'Billing', waiting: 0, open: false, opensAt: null } as never;
    expect(queueRow(closed, now, true)).toMatchObject({ about: 'Nobody waits, closed', refusal: null });
  });
});
