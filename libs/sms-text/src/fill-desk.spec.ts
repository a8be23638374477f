import fc from 'fast-check';
import { fillAddress, fillDeskText } from './fill-desk.ts';

const known = (values: Readonly<Record<string, string>>) => (name: string) => values[name] ?? '';

describe('a title of the desk', () => {
  it.each([
    ['{customerName}', 'Amara Okafor'],
    ['Order of {customerName}', 'Order of Amara Okafor'],
    ['{caseTitle}, {customerName}', 'Amara Okafor'],
    ['{customerName} · {caseTitle}', 'Amara Okafor'],
    ['- {customerName} -', '- Amara Okafor -'],
    ['{caseTitle}  {customerName}', 'Amara Okafor'],
    ['Search', 'Search'],
    ['', ''],
  ])('says of %j: %j', (text, filled) => {
    expect(fillDeskText(text, known({ customerName: 'Amara Okafor' }))).toBe(filled);
  });

  it('says the name of a language, and what names none as it is', () => {
    const filled = (visitorLanguage: string) => fillDeskText('Speaks {visitorLanguage}', known({ visitorLanguage }));
    expect(['en-US', 'pl-PL', 'no language', ''].map(filled)).toEqual([
      'Speaks American English',
      'Speaks Polish (Poland)',
      'Speaks no language',
      '',
    ]);
  });

  it('is empty when nothing is known of all that it asks for', () => {
    expect(fillDeskText('Order {caseId} of {customerName}', known({}))).toBe('');
  });

  it('never shows a brace that was not filled in, and looks into nothing that was', () => {
    expect(fillDeskText('{customerName', known({}))).toBe('customerName');
    expect(fillDeskText('a } of {customerName}', known({ customerName: '{caseId}' }))).toBe('a of {caseId}');
  });

  it('asks for a query as a whole, placeholders in its options included', () => {
    const asked: string[] = [];
    fillDeskText('{$odata.case.title.?$filter=id eq {caseId}}', (name) => {
      asked.push(name);
      return '';
    });
    expect(asked).toEqual(['$odata.case.title.?$filter=id eq {caseId}']);
  });
});

describe('the address of a page', () => {
  it('says a language by its code, for whoever reads it there', () => {
    const values = known({ visitorLanguage: 'pl-PL' });
    expect(fillAddress('https://crm.example/?lang={visitorLanguage}', values)).toBe('https://crm.example/?lang=pl-PL');
  });

  const template = 'https://crm.example:8443/c/{customerName}/x-{caseId}?tab=1&q={caseTitle}&last#{queueId}';
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '.',
      '..',
      '../..',
      '%2e%2e',
      'a/b',
      '?x=1',
      '&x=1',
      '#x',
      '\\',
      '//evil.example/',
      '@evil.example',
    ),
  );

  it('keeps host, path and parameters whatever is filled in, and says each value in its place', () => {
    fc.assert(
      fc.property(anything, anything, anything, anything, (customerName, caseId, caseTitle, queueId) => {
        const said = (value: string) => value.toWellFormed().trim();
        const url = new URL(fillAddress(template, known({ customerName, caseId, caseTitle, queueId })));
        expect(url.origin).toBe('https://crm.example:8443');
        expect(url.username + url.password).toBe('');
        const name = said(customerName);
        expect(url.pathname.split('/').map(decodeURIComponent)).toEqual([
          ...['', 'c', name === '.' || name === '..' ? '' : name, `x-${said(caseId)}`],
        ]);
        expect([...url.searchParams]).toEqual([
          ['tab', '1'],
          ['q', said(caseTitle)],
          ['last', ''],
        ]);
        expect(decodeURIComponent(url.hash.slice(1))).toBe(said(queueId));
      }),
    );
  });

  it('is what was written where nothing is known, without its placeholders', () => {
    expect(fillAddress(template, known({}))).toBe('https://crm.example:8443/c//x-?tab=1&q=&last#');
    expect(fillAddress('https://crm.example', known({}))).toBe('https://crm.example');
  });

  it('takes no step in the path that two values would make together', () => {
    expect(fillAddress('https://crm.example/a/{caseId}{queueId}/b', known({ caseId: '.', queueId: '.' }))).toBe(
      'https://crm.example/a//b',
    );
  });

  it('keeps a question mark in the options of a query out of the address', () => {
    const address = 'https://crm.example/{$odata.case.title.?$filter=id eq {caseId}}/x';
    expect(fillAddress(address, () => 'Lamp / broken?')).toBe('https://crm.example/Lamp%20%2F%20broken%3F/x');
  });
});
