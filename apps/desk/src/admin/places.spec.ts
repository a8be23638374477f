import { allKinds } from '../api/definitions.ts';
import { kindWords } from '../words/en-kinds.ts';
import { everyPlace, mayEdit, sideBar, sideBarOf } from './places.ts';

describe('the side bar', () => {
  it('has a place for every kind of definition; automated messages are the page Messages', () => {
    const shown = everyPlace.flatMap(({ kind }) => kind?.kind ?? []);
    const expected = [...allKinds.keys()].filter((kind) => kind !== 'automated-message');
    expect(shown.toSorted()).toEqual(expected.toSorted());
  });

  it('leads to lists that all say what they are for', () => {
    const shown = everyPlace.flatMap(({ kind }) => kind?.kind ?? []);
    expect(Object.keys(kindWords).toSorted()).toEqual(shown.toSorted());
  });

  it('has each place once, under a name of its own', () => {
    expect(new Set(everyPlace.map(({ to }) => to)).size).toBe(everyPlace.length);
    expect(new Set(everyPlace.map(({ name }) => name)).size).toBe(everyPlace.length);
  });
});

describe('what administration is to somebody', () => {
  it('is everything to administrators', () => {
    expect(sideBarOf(['administrator'])).toBe(sideBar);
    expect(sideBarOf(['supervisor', 'administrator'])).toBe(sideBar);
    expect([...allKinds.values()].every((kind) => mayEdit(kind, ['administrator']))).toBe(true);
  });

  it('is to supervisors the quick replies, and hours and presences to look at (product.md 36)', () => {
    const places = sideBarOf(['supervisor']).flatMap((group) => group.places);
    expect(places.map(({ name }) => name)).toEqual(['Quick replies', 'Presences', 'Operating hours']);
    const theirs = [...allKinds.values()].filter((kind) => mayEdit(kind, ['supervisor']));
    expect(theirs.map(({ kind }) => kind)).toEqual(['quick-reply']);
  });
});
