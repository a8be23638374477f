import { lineOfChange, type SkillChange, skillsNow } from './skill-changes.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 9, minute));
const skill = (name: string, rating: number, label = '') => ({ skillId: name as never, name, rating, label });
const change = (minute: number, ...toSkills: SkillChange['toSkills']): SkillChange => ({
  id: `${minute}`,
  conversationId: 'c' as never,
  byAgentId: 'sofia' as never,
  byName: 'Sofia Berg',
  fromSkills: [],
  toSkills,
  changedAt: at(minute),
});
const asked = (minute: number, asOf?: number) => ({
  createdAt: at(minute),
  work: {
    queuedAt: at(0).toISOString(),
    ...(asOf === undefined ? {} : { asOf: at(asOf).toISOString() }),
    skills: [{ skillId: 'Billing' as never, rating: 1 }],
    capacityProfileIds: [],
  },
});
const names = (...of: Parameters<typeof skillsNow>) => skillsNow(...of).map(({ skillId }) => String(skillId));

describe('what a conversation needs', () => {
  it('is what somebody said, also before anybody was asked', () => {
    expect(names(null, [change(1, skill('French', 2)), change(2, skill('Spanish', 1))])).toEqual(['Spanish']);
    expect(names(asked(1), [change(2)])).toEqual([]);
  });

  it('is what the work had when an agent was asked since, by the clock of who said both', () => {
    expect(names(asked(3), [change(2, skill('French', 2))])).toEqual(['Billing']);
    expect(names(asked(3, 1), [change(2, skill('French', 2))])).toEqual(['French']);
    expect(names(asked(5, 3), [change(2, skill('French', 2))])).toEqual(['Billing']);
  });

  it('is what rules found where nobody said anything', () => {
    expect([names(asked(1), []), names(null, [])]).toEqual([['Billing'], []]);
  });
});

it('a line of the thread says who changed it, to what and from what', () => {
  const { id: _, changedAt: __, ...told } = change(1, skill('French', 2, 'Good'), skill('Spanish', 3));
  expect(lineOfChange(told)).toBe(
    'Sofia Berg changed which skills this conversation needs: French (Good), Spanish (3). Before: none.',
  );
});
