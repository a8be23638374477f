import { faultsOfText, piecesOf, placeholders, textKind, textWith, variableIn } from './placeholders.ts';

describe('a text with placeholders', () => {
  it('keeps words around placeholders, also nested ones', () => {
    expect(piecesOf('Hi {FullName{Customer}}, {$Order$} is :} here')).toEqual([
      { is: 'words', text: 'Hi ' },
      { is: 'placeholder', text: '{FullName{Customer}}', name: 'FullName{Customer}' },
      { is: 'words', text: ', ' },
      { is: 'placeholder', text: '{$Order$}', name: '$Order$' },
      { is: 'words', text: ' is :} here' },
    ]);
  });

  it('is read in one pass, however many braces somebody opens', () => {
    expect(piecesOf('{'.repeat(500_000))).toHaveLength(1);
  });
});

describe('the placeholders of a text', () => {
  it.each([
    ['automated-message', '{AgentName} of {QueueName} on {$Order_2$}'],
    ['quick-reply', 'Hi {FirstName{Customer}}, {FullName{Agent}} about {OCContext.Order_2}'],
    ['message-template', 'Hi {NickName{Customer}}, {Nickname{Agent}}'],
    ['consent-text', 'Reply START to return. :}'],
  ] as const)('are known in a text of the kind %s', (kind, text) => {
    expect(faultsOfText(kind, text)).toEqual([]);
  });

  it.each([
    ['automated-message', '{FullName{Customer}}', 'has no placeholder {FullName{Customer}}'],
    ['automated-message', '{agentname}', 'it is written {AgentName}'],
    ['automated-message', '{$Or der$}', 'has no placeholder {$Or der$}'],
    ['automated-message', '{$$}', 'has no placeholder {$$}'],
    ['automated-message', `{$${'x'.repeat(101)}$}`, 'has no placeholder {$xxx'],
    ['automated-message', 'Hi {AgentName', 'opens a placeholder that is not closed: {AgentName'],
    ['quick-reply', '{$Order$}', 'has no placeholder {$Order$}'],
    ['quick-reply', '{OCContext.}', 'has no placeholder {OCContext.}'],
    ['consent-text', '{AgentName}', 'there are none here'],
  ] as const)('in a text of the kind %s may not be %s', (kind, text, fault) => {
    expect(faultsOfText(kind, text)).toEqual([expect.stringContaining(fault)]);
  });

  it('are each named once when they are wrong', () => {
    expect(faultsOfText('consent-text', '{a} {b} {a}')).toHaveLength(2);
  });

  it('may be each that the kind lists', () => {
    for (const kind of textKind.options)
      for (const name of placeholders[kind].names) expect(faultsOfText(kind, `{${name}}`)).toEqual([]);
  });

  it('stand for a context variable in either spelling', () => {
    expect(['$Order$', 'OCContext.Order', 'AgentName'].map(variableIn)).toEqual(['Order', 'Order', null]);
  });
});

describe('a text as it is saved', () => {
  const text = textWith('automated-message');

  it('has at most 1,600 characters as a person counts them', () => {
    expect(text.safeParse('😀'.repeat(1600)).success).toBe(true);
    expect(text.safeParse('x'.repeat(1601)).error?.issues).toMatchObject([
      { message: expect.stringContaining('1,600') },
    ]);
  });

  it('says something', () => {
    expect(text.safeParse(' \n ').success).toBe(false);
  });
});
