import { placeholders } from '#contracts';
import { fill } from './fill.ts';
import { type Addressee, fillingsFor, type NamedAgent } from './fillings.ts';

const contact = (name: string, attributes: Record<string, string> = {}): Addressee => ({
  contact: { name, attributes },
  account: null,
  variables: {},
});
const nobody: Addressee = { contact: null, account: null, variables: {} };
const lena: NamedAgent = { name: 'Lena Marsh' };
const said = (text: string, whom: Addressee, agent: NamedAgent | null = lena) =>
  fill(text, fillingsFor(whom, agent)).text;

describe('the placeholders of quick replies and templates', () => {
  it('all stand for something, of who is known by every name', () => {
    const everybody = contact('Ada King Lovelace', { nickname: 'Countess' });
    for (const kind of ['quick-reply', 'message-template'] as const)
      for (const name of placeholders[kind].names) expect([name, said(`{${name}}`, everybody)]).not.toEqual([name, '']);
  });

  it('are of a customer what the directory says, else what their name says', () => {
    const parts = '{FirstName{Customer}}|{LastName{Customer}}|{NickName{Customer}}';
    expect(said(parts, contact('Ada King Lovelace'))).toBe('Ada|Lovelace|Ada King Lovelace');
    expect(said(parts, contact('Ada King', { firstName: 'Augusta', lastName: 'Byron', nickname: 'Ada' }))).toBe(
      'Augusta|Byron|Ada',
    );
    expect(said(parts, contact('Ada'))).toBe('Ada||Ada');
    expect(said(parts, nobody)).toBe('||');
  });

  it('call no account by a first name', () => {
    const account = { ...nobody, account: { name: 'Northwind Traders' } };
    expect(said('{FullName{Customer}}|{FirstName{Customer}}|{LastName{Customer}}', account)).toBe(
      'Northwind Traders||',
    );
  });

  it('are of an agent what their settings say, else what their name says', () => {
    const parts = '{FullName{Agent}}|{FirstName{Agent}}|{LastName{Agent}}|{Nickname{Agent}}';
    expect(said(parts, nobody)).toBe('Lena Marsh|Lena|Marsh|Lena Marsh');
    const set = { ...lena, firstName: 'Magdalena', lastName: 'Marsh-Hale', nickname: 'Leni' };
    expect(said(parts, nobody, set)).toBe('Lena Marsh|Magdalena|Marsh-Hale|Leni');
    expect(said(parts, nobody, { ...lena, firstName: null, nickname: null })).toBe('Lena Marsh|Lena|Marsh|Lena Marsh');
    expect(said(parts, nobody, null)).toBe('|||');
  });
});
