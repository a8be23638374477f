import { assistAnswer, Refusal } from '#contracts';
import { asksOfConversation, done, fillMacro, filledStep, refused, withOutcome } from './macro.ts';

const known = {
  conversation: { id: 'c', customer: '+14155550111', status: 'active', workstreamId: 'w', openedAt: new Date(0) },
  channel: { name: 'Support line', number: '+14252306549', language: 'en-US' },
  context: {
    ...{ contact: { id: 'p', name: 'Ada', attributes: {} }, account: null, caseRecord: null, language: 'de-DE' },
    variables: { Order: 'A-17', Count: 0 },
  },
  queueId: 'q',
} as never;
const run = { by: 'Lena Marsh', now: new Date('2026-01-05T09:00:00Z') };

describe('the words of a macro', () => {
  it.each([
    ['For ${customerName}: ${$oc.Order}', 'For Ada: A-17'],
    ['${$session.visitorLanguage} ${$oc.Count}', 'de-DE 0'],
    ['${$oc.order}${nobody}${$session.}', ''],
    ['{customerName} costs $5 {', '{customerName} costs $5 {'],
  ])('%s become %j', (words, filled) => {
    expect(fillMacro(words, known)).toBe(filled);
  });

  it('are those of notes, texts and values; numbers and codes stay as they are', () => {
    const words = '${$oc.Order}';
    const steps = [
      { do: 'set-variables', variables: { Copy: words, Count: 2, Gone: null } },
      { do: 'add-note', text: words },
      { do: 'insert', text: words },
      { do: 'choose-dispositions', codes: ['refund'] },
    ] as never[];
    expect(steps.map((step) => filledStep(step, known))).toEqual([
      { do: 'set-variables', variables: { Copy: 'A-17', Count: 2, Gone: null } },
      { do: 'add-note', text: 'A-17' },
      { do: 'insert', text: 'A-17' },
      { do: 'choose-dispositions', codes: ['refund'] },
    ]);
    expect(steps.map(asksOfConversation)).toEqual([true, true, true, false]);
  });
});

describe('how a macro went', () => {
  const action = { do: 'run', label: 'Do', text: null, address: null, steps: [] } as const;
  const card = { state: 'shown', version: 1, actions: [action, action] } as never;

  it('is said by its action; the card was of use where it was done', () => {
    expect(withOutcome(card, 1, done('Hi', run))).toEqual({
      ...{ state: 'accepted', version: 2 },
      actions: [
        action,
        {
          ...action,
          outcome: { succeeded: true, because: null, text: 'Hi', by: 'Lena Marsh', at: '2026-01-05T09:00:00.000Z' },
        },
      ],
    });
  });

  it('is why nothing was done, and leaves the card to be tried again', () => {
    const outcome = refused(new Refusal('turned-off', 'Disposition codes are turned off.'), run);
    expect(withOutcome(card, 0, outcome)).toMatchObject({
      ...{ state: 'shown', version: 2 },
      actions: [{ outcome: { succeeded: false, because: 'Disposition codes are turned off.', text: null } }, action],
    });
  });
});

describe('a card with a macro', () => {
  const card = (more: object, type = 'macro') => ({
    cards: [{ type, title: 'T', actions: [{ do: 'run', label: 'Do', ...more }] }],
  });
  const note = { do: 'add-note', text: 'Hi' };
  const insert = { do: 'insert', text: 'Hi' };
  const faultsOf = (answer: object) =>
    assistAnswer.safeParse(answer).error?.issues.map(({ path }) => path.join('.')) ?? [];

  it('names what is done, of what there is, and what may be done', () => {
    expect(faultsOf(card({ steps: [note, insert] }))).toEqual([]);
    expect(faultsOf(card({}))).toEqual(['cards.0.actions.0.steps']);
    expect(faultsOf(card({ steps: [insert, insert] }))).toEqual(['cards.0.actions.0.steps']);
    expect(faultsOf(card({ steps: [{ do: 'close' }] }))).toEqual(['cards.0.actions.0.steps.0.do']);
    expect(faultsOf(card({ steps: [{ do: 'set-variables', variables: {} }] }))).toEqual([
      'cards.0.actions.0.steps.0.variables',
    ]);
    expect(faultsOf(card({ steps: [note] }, 'similar-case'))).toEqual(['cards.0.actions']);
    expect(faultsOf(card({ do: 'open', steps: [note] }))).toEqual(['cards.0.actions.0.steps']);
  });
});
