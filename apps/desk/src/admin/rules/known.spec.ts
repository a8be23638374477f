import { knownContext } from '#contracts';
import { knownFrom } from './known.ts';

describe('what a test run takes as known', () => {
  it('is nothing where nothing is typed', () => {
    expect(knownFrom(' \n ')).toEqual({ known: null });
  });

  it('is a line for each value of the contact, their account, the case and the conversation', () => {
    const typed = 'contact.name = Amara Okafor\ncontact.vip = true\naccount.tier=gold\n\ncontext.Order = 48112';
    const { known } = knownFrom(typed) as { known: ReturnType<typeof knownContext.parse> };
    expect(known.contact).toMatchObject({ name: 'Amara Okafor', attributes: { vip: true } });
    expect(known.account).toMatchObject({ attributes: { tier: 'gold' } });
    expect(known.case).toBeNull();
    expect(known.variables).toEqual({ Order: 48112 });
    expect(knownContext.parse(known)).toEqual(known);
  });

  it('keeps as words what only looks like a number', () => {
    expect(knownFrom('contact.code = 007')).toMatchObject({ known: { contact: { attributes: { code: '007' } } } });
    expect(knownFrom('context.Sure = true')).toMatchObject({ known: { variables: { Sure: 'true' } } });
  });

  it.each(['vip', 'customer.tier = gold', 'contact = gold', 'contact.a.b = 1'])(
    'says that %s is not understood',
    (line) => {
      expect(knownFrom(`contact.vip = true\n${line}`)).toEqual({ wrong: line });
    },
  );
});
