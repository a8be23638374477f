import { definitionId, workstreamId } from '#contracts';
import { type Code, dispositionRules, mustBeDisposed, optionsIn } from './dispositions.ts';

const id = (n: number) => `01990000-0000-7000-8000-00000000000${n}`;
const code = (n: number, more: Partial<Code> = {}): Code => ({
  ...{ id: definitionId.parse(id(n)), name: `Code ${n}`, category: '', workstreamIds: [], active: true },
  effect: 'none',
  ...more,
});
const here = workstreamId.parse(id(8));
const elsewhere = workstreamId.parse(id(9));

describe('what a conversation may come to', () => {
  it('is every active code of its workstream and of all, by category and name', () => {
    const codes = [
      code(1, { category: 'Service' }),
      code(2, { category: 'Sales', name: 'Sold' }),
      code(3, { category: 'Sales', name: 'Not sold', workstreamIds: [here] }),
      code(4, { workstreamIds: [elsewhere] }),
      code(5, { active: false }),
    ];
    expect(optionsIn(codes, here).map(({ name }) => name)).toEqual(['Not sold', 'Sold', 'Code 1']);
    expect(optionsIn(codes, null).map(({ name }) => name)).toEqual(['Sold', 'Code 1']);
  });

  it.each([
    [true, true, 'organisation', false, true],
    [true, false, 'organisation', true, false],
    [true, false, 'own', true, true],
    [true, true, 'own', false, false],
    [false, true, 'own', true, false],
  ] as const)(
    'enabled %s, required by the organisation %s, by the workstream (%s) %s: has to be said %s',
    (enabled, required, use, own, expected) => {
      const organisation = { enabled, requireToClose: required, maxPerConversation: 2 };
      expect(dispositionRules(organisation, { use, requireToClose: own }).requireToClose).toBe(expected);
    },
  );

  it('has to be said before wrap-up is closed, only where it is required', () => {
    const rules = { enabled: true, requireToClose: true, atMost: 2 };
    expect(() => mustBeDisposed(rules, 0)).toThrow('before you close it');
    expect(() => mustBeDisposed(rules, 1)).not.toThrow();
    expect(() => mustBeDisposed({ ...rules, requireToClose: false }, 0)).not.toThrow();
  });
});
