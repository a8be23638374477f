import { recipientsOf } from './recipients.ts';

const amara = {
  id: 'amara',
  name: 'Amara Okafor',
  numbers: { mobile: '+14255550148', work: '+14255550149', other: '+14255550148', none: undefined },
  attributes: {},
};

describe('who is written to', () => {
  it('is chosen by one of their numbers, each once', () => {
    expect(recipientsOf({ contacts: [amara], accounts: [] }).map(({ number }) => number)).toEqual([
      '+14255550148',
      '+14255550149',
    ]);
    const many = Array.from({ length: 9 }, (_, at) => ({ ...amara, id: `${at}` }));
    expect(recipientsOf({ contacts: [], accounts: many })).toHaveLength(8);
  });
});
