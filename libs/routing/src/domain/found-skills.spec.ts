import { skillsSaid } from './found-skills.ts';

const [topics, billing, german] = ['model', 'billing-id', 'german-id'];
const skills = [
  { id: billing, slug: 'billing', name: 'Bills and refunds', ratings: [1, 5, 10] },
  { id: german, slug: 'german', name: 'Deutsch', ratings: [3] },
];
const said = (...tags: { tag: string; rating: number | null }[]) =>
  skillsSaid(topics, { answers: [{ skillFinderId: topics, tags, failure: null }], skills }).tags;
const tag = (name: string, rating: number | null = null) => ({ tag: name, rating });

describe('what a model says', () => {
  it('is a skill by its slug or its name, in any case', () => {
    expect(said(tag('Billing'), tag(' deutsch '), tag('bills and refunds')).map(({ skillId }) => skillId)).toEqual([
      ...[billing, german, billing],
    ]);
  });

  it.each([
    [null, 1],
    [5, 5],
    [7, 5],
    [100, 10],
    [0, 1],
  ])('rated %p is wanted as %p, of the ratings that the skill has', (rating, wanted) => {
    expect(said(tag('billing', rating))).toEqual([{ tag: 'billing', skillId: billing, rating: wanted }]);
  });

  it('is told by its name where there is no such skill', () => {
    expect(said(tag('Klingon', 4))).toEqual([{ tag: 'Klingon', skillId: null, rating: 4 }]);
  });

  it('is nothing where it was not asked, or failed, and why', () => {
    expect(skillsSaid('another', { answers: [], skills })).toEqual({
      ...{ tags: [], failure: 'It was not asked about this conversation.' },
    });
    const answers = [{ skillFinderId: topics, tags: [], failure: 'It did not answer in time.' }];
    expect(skillsSaid(topics, { answers, skills })).toEqual({ tags: [], failure: 'It did not answer in time.' });
  });
});
