import * as fc from 'fast-check';
import type { Known } from './directory.ts';
import { type Found, identify, usualIdentification as rule } from './identification.ts';

const known = (kind: Known['kind'], id: string): Known => ({
  id,
  kind,
  name: id,
  attributes: {},
  preferredAgentIds: [],
});
const contact = (id: string, { column = 'mobile', account = '', cases = [] as string[] } = {}): Found => ({
  column,
  contact: known('contact', id),
  account: account ? known('account', account) : null,
  cases: cases.map((one) => known('case', one)),
});
const account = (id: string, column = 'main'): Found => ({
  column,
  contact: null,
  account: known('account', id),
  cases: [],
});

describe('a number', () => {
  it('of one contact links them, with their account and their only case', () => {
    expect(identify([contact('ada', { account: 'acme', cases: ['c1'] })], rule)).toMatchObject({
      contact: { id: 'ada' },
      account: { id: 'acme' },
      case: { id: 'c1' },
      candidates: [],
    });
  });

  it('of one contact with two cases links no case', () => {
    expect(identify([contact('ada', { cases: ['c1', 'c2'] })], rule)).toMatchObject({
      contact: { id: 'ada' },
      case: null,
    });
  });

  it('of a contact and an account is the contact’s', () => {
    expect(identify([account('acme'), contact('ada')], rule)).toMatchObject({ contact: { id: 'ada' }, account: null });
  });

  it('of one account alone links it', () => {
    expect(identify([account('acme')], rule)).toMatchObject({ contact: null, account: { id: 'acme' } });
  });

  it('of two links nobody and shows both', () => {
    const { candidates, ...linked } = identify([contact('ada'), contact('bob'), account('acme')], rule);
    expect(linked).toMatchObject({ contact: null, account: null, case: null });
    expect(candidates.map(({ kind, id }) => [kind, id])).toEqual([
      ['contact', 'ada'],
      ['contact', 'bob'],
      ['account', 'acme'],
    ]);
  });

  it('in a column that does not count finds nobody, until the workstream says it does', () => {
    expect(identify([contact('ada', { column: 'home' })], rule).contact).toBeNull();
    const wider = { ...rule, contactNumbers: ['mobile', 'home'] as ('mobile' | 'home')[] };
    expect(identify([contact('ada', { column: 'home' })], wider).contact).toMatchObject({ id: 'ada' });
  });

  it('that one contact has twice is one contact', () => {
    const wider = { ...rule, contactNumbers: ['mobile', 'home'] as ('mobile' | 'home')[] };
    expect(identify([contact('ada'), contact('ada', { column: 'home' })], wider).contact).toMatchObject({ id: 'ada' });
  });

  it('never links somebody while there are candidates', () => {
    const anyFound = fc.array(
      fc.oneof(
        fc.constantFrom('a', 'b', 'c').map((id) => contact(id)),
        fc.constantFrom('x', 'y').map((id) => account(id)),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(anyFound, (found) => {
        const { candidates, contact: one, account: two } = identify(found, rule);
        return candidates.length === 0 || (one === null && two === null && candidates.length > 1);
      }),
    );
  });
});
