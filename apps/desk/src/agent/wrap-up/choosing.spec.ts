import type { ChosenDispositionsView, DispositionOptionsView } from '#contracts';
import { categoriesOf, chosenBy, pressed, saidByOthers } from './choosing.ts';

const option = (id: string, category: string, name: string, effect: 'none' | 'do-not-contact' = 'none') =>
  ({ id, category, name, effect }) as DispositionOptionsView['items'][number];
const options = [
  option('late', 'Delivery', 'Parcel late'),
  option('lost', 'Delivery', 'Parcel lost'),
  option('stop', 'Other', 'Asked to be left alone', 'do-not-contact'),
];
const said = (id: string, agentId: string, name: string): ChosenDispositionsView['items'][number] =>
  ({
    id,
    name,
    category: 'Delivery',
    by: { agentId, name: agentId },
    at: '2026-11-23T10:00:00.000Z',
  }) as ChosenDispositionsView['items'][number];

describe('what a conversation came to', () => {
  it('is chosen category by category, and what is chosen is marked', () => {
    const [delivery, other] = categoriesOf(options, [], ['lost'], '');
    expect(delivery).toMatchObject({ name: 'Delivery', choices: [{ isChosen: false }, { isChosen: true }] });
    expect(other).toMatchObject({ name: 'Other', choices: [{ stopsTexts: true }] });
  });

  it('is found by a part of its name or category, in any case', () => {
    const names = (search: string) =>
      categoriesOf(options, [], [], search).flatMap(({ choices }) => choices.map(({ id }) => id));
    expect(names('LOST')).toEqual(['lost']);
    expect(names('deliv')).toEqual(['late', 'lost']);
    expect(names('nothing')).toEqual([]);
  });

  it('stays in sight when it was chosen and has been retired since', () => {
    const chosen = [said('old', 'lena', 'Old reason'), said('strange', 'diego', 'His')];
    expect(categoriesOf(options, chosen, ['old'], '')[0]!.choices.map(({ name }) => name)).toEqual([
      'Parcel late',
      'Parcel lost',
      'Old reason',
    ]);
  });

  it('is taken back by pressing it once more, and refused where as many are chosen as may be', () => {
    expect(pressed(['late'], 'late', 2)).toEqual([]);
    expect(pressed(['late'], 'lost', 2)).toEqual(['late', 'lost']);
    expect(pressed(['late', 'lost'], 'stop', 2)).toBeNull();
  });

  it('is another one at once where only one may be chosen', () => {
    expect(pressed(['late'], 'lost', 1)).toEqual(['lost']);
  });

  it('knows mine from what colleagues said', () => {
    const chosen = { items: [said('late', 'lena', 'Parcel late'), said('lost', 'diego', 'Parcel lost')] };
    expect(chosenBy(chosen, 'lena')).toEqual(['late']);
    expect(saidByOthers(chosen, 'lena')).toEqual([{ name: 'diego', reasons: ['Parcel lost'] }]);
  });
});
