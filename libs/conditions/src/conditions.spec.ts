import { conditionGroup, type Condition, type ConditionGroup, type ConditionOperator } from '#contracts';
import { calendarFields, calendarsIn, check, conditionFields, holds, pathsOf, sentenceOf, valueAt } from './index.ts';

const all = (...rules: ConditionGroup['rules']): ConditionGroup => ({ combinator: 'and', rules });
const any = (...rules: ConditionGroup['rules']): ConditionGroup => ({ combinator: 'or', rules });
const is = (field: string, operator: ConditionOperator, value?: unknown): Condition =>
  ({ field, operator, value }) as Condition;

const sources = {
  conversation: { text: 'Where is my order?', returning: false },
  sms: { country: 'US', customerPhone: '+14255550100', locale: 'en-US' },
  contact: {
    name: 'Marta Olsen',
    vip: true,
    score: 42,
    since: '2024-05-01',
    account: { tier: 'gold' },
    tags: ['red', 'blue'],
  },
  account: null,
  context: { Order: 'A-17', Amount: 250 },
  calendar: { office: true, night: false },
};

describe('a condition', () => {
  it.each<[string, ConditionOperator, unknown, boolean]>([
    ['sms.country', '=', 'us', true],
    ['sms.country', '=', 'DE', false],
    ['sms.country', '!=', 'DE', true],
    ['sms.customerPhone', 'beginsWith', '+1425', true],
    ['sms.customerPhone', '=', 14255550100, false],
    ['conversation.text', 'contains', 'ORDER', true],
    ['conversation.text', 'doesNotContain', 'refund', true],
    ['conversation.text', 'endsWith', '?', true],
    ['conversation.text', 'doesNotEndWith', '?', false],
    ['contact.vip', '=', true, true],
    ['contact.vip', '=', 'true', true],
    ['conversation.returning', '=', false, true],
    ['contact.score', '>', 40, true],
    ['contact.score', '>', '9', true],
    ['contact.score', '<=', 41.5, false],
    ['contact.score', 'between', '40,50', true],
    ['contact.score', 'between', [43, 50], false],
    ['contact.score', 'notBetween', [43, 50], true],
    ['contact.score', '=', '42', true],
    ['contact.since', '<', '2025-01-01T00:00:00Z', true],
    ['contact.tags', '=', 'blue', true],
    ['contact.tags', 'notIn', 'green,yellow', true],
    ['contact.account.tier', 'in', 'silver, gold', true],
    ['contact.account.tier', 'in', ['silver'], false],
    ['account.tier', '=', 'gold', false],
    ['account.tier', '!=', 'gold', true],
    ['account.tier', '<', 'gold', false],
    ['account.tier', 'null', null, true],
    ['contact.name', 'notNull', null, true],
    ['context.Order', '=', 'a-17', true],
    ['context.order', 'null', null, true],
    ['context.Amount', '>=', 250, true],
    ['calendar.office', 'isWorking', undefined, true],
    ['calendar.office', 'isNotWorking', undefined, false],
    ['calendar.night', 'isWorking', undefined, false],
    ['calendar.nowhere', 'isWorking', undefined, false],
    ['calendar.nowhere', 'isNotWorking', undefined, true],
  ])('%s %s %j: %j', (field, operator, value, expected) => {
    expect(holds(all(is(field, operator, value)), sources)).toBe(expected);
  });

  it('is compared with another value, where it says so', () => {
    const same: Condition = {
      field: 'contact.account.tier',
      operator: '=',
      value: 'account.tier',
      valueSource: 'field',
    };
    expect(holds(all(same), sources)).toBe(false);
    expect(holds(all(same), { ...sources, account: { tier: 'Gold' } })).toBe(true);
  });

  it('never sees what every object has', () => {
    expect(valueAt(sources, 'contact.constructor')).toBeUndefined();
    expect(valueAt(sources, 'sms.country.length')).toBeUndefined();
    expect(valueAt(sources, '__proto__.toString')).toBeUndefined();
  });
});

describe('a group of conditions', () => {
  const [yes, no] = [is('sms.country', '=', 'US'), is('sms.country', '=', 'DE')];

  it('holds by all, by one, or by none', () => {
    expect(
      [all(yes, no), any(yes, no), all(yes, any(no, yes)), { ...all(yes, no), not: true }].map((g) =>
        holds(g, sources),
      ),
    ).toEqual([false, true, true, true]);
  });

  it('without any always holds, turned round never', () => {
    expect([all(), any(), { ...any(), not: true }].map((g) => holds(g, sources))).toEqual([true, true, false]);
  });

  it('knows the values that it needs', () => {
    const group = all(
      yes,
      any(is('contact.account.tier', '=', 'gold'), is('context.Order', 'notNull')),
      is('conversation.text', 'notNull'),
    );
    expect(pathsOf(group)).toEqual(['sms.country', 'contact.account.tier', 'context.Order', 'conversation.text']);
  });
});

describe('what an editor sends', () => {
  const group = (rules: unknown) => conditionGroup.safeParse({ combinator: 'and', rules });

  it('is taken as react-querybuilder writes it', () => {
    const written = {
      id: 'a',
      combinator: 'or',
      not: false,
      rules: [{ id: 'b', field: 'sms.country', operator: '=', valueSource: 'value', value: 'US' }],
    };
    expect(group([written, { field: 'contact.vip', operator: 'null', value: null }]).success).toBe(true);
  });

  it('is refused with the place and the reason', () => {
    const issuesOf = (rules: unknown) =>
      group(rules).error!.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    expect(issuesOf([{ field: 'country', operator: '=', value: 'US' }])).toEqual([
      'rules.0.field is a source and an attribute, such as contact.vip, with at most two related records',
    ]);
    expect(issuesOf([{ field: 'a.b.c.d', operator: '=', value: 'US' }])[0]).toMatch(/^rules.0.field is a source/);
    expect(issuesOf([{ combinator: 'and', rules: [{ field: 'sms.country', operator: '~', value: 'US' }] }])[0]).toMatch(
      /^rules.0 rules.0/,
    );
  });

  it('may stand in groups five deep, not six', () => {
    const deep = (levels: number): object => ({ combinator: 'and', rules: levels === 1 ? [] : [deep(levels - 1)] });
    expect(conditionGroup.safeParse(deep(5)).success).toBe(true);
    expect(conditionGroup.safeParse(deep(6)).success).toBe(false);
  });

  it('has to mean something', () => {
    const fields = conditionFields({ contact: [{ name: 'score', type: 'number' }] });
    const faults = check(
      all(
        is('conversation.colour', '=', 'red'),
        is('contact.score', 'contains', 4),
        any(is('contact.score', '>', 'many'), is('contact.score', 'between', '1')),
        is('contact.anything', '=', ''),
        is('sms.country', 'in', 'US'),
        is('conversation.returning', '=', 'maybe'),
        is('agent.team', '=', 'a'),
        { field: 'contact.account.tier', operator: '=', value: 'nowhere.tier', valueSource: 'field' },
      ),
      fields,
    );
    expect(faults.map(({ path, message }) => `${path} ${message}`)).toEqual([
      'rules.0.field is nothing that conditions can look at',
      'rules.1.operator does not fit a number field',
      'rules.2.rules.0.value must be a number',
      'rules.2.rules.1.value needs two values, from and to',
      'rules.3.value is required',
      'rules.5.value must be true or false',
      'rules.6.field is nothing that conditions can look at',
      'rules.7.value is nothing that conditions can look at',
    ]);
    expect(check(all(is('agent.team', '=', 'a')), fields, ['agent'])).toEqual([]);
  });

  it('asks calendars whether they work, and nothing else that', () => {
    const office = calendarFields([{ slug: 'office', name: 'Office hours' }]);
    const faults = check(
      all(
        is('calendar.office', 'isWorking'),
        is('calendar.office', '=', true),
        is('contact.tier', 'isWorking'),
        is('sms.country', 'isNotWorking'),
        { field: 'contact.open', operator: '=', value: 'calendar.office', valueSource: 'field' },
      ),
      conditionFields(),
      ['calendar'],
    );
    expect(faults.map(({ path, message }) => `${path} ${message}`)).toEqual([
      'rules.1.operator does not fit a calendar field',
      'rules.2.operator does not fit a text field',
      'rules.3.operator does not fit a text field',
      'rules.4.value is nothing to compare with',
    ]);
    // where a moment means nothing, calendars are nothing to look at
    expect(check(all(is('calendar.office', 'isWorking')), conditionFields())).toMatchObject([
      { path: 'rules.0.field' },
    ]);
    expect(sentenceOf(all(is('calendar.office', 'isNotWorking')), office)).toBe('Office hours is not working');
    expect(calendarsIn(any(is('calendar.office', 'isWorking'), all(is('calendar.night', 'isNotWorking'))))).toEqual([
      'office',
      'night',
    ]);
  });
});

describe('the sentence of a rule', () => {
  const fields = conditionFields({
    contact: [{ name: 'VIP', type: 'yes-no' }],
    context: [{ name: 'Order', type: 'text' }],
  });
  const vip = is('contact.VIP', '=', true);

  it.each<[ConditionGroup, string]>([
    [all(), 'always'],
    [all(is('sms.country', '=', 'US'), vip), 'country is US and contact VIP is true'],
    [
      all(any(is('sms.country', 'in', 'US,CA'), vip), is('context.Order', 'notNull')),
      '(country is one of US, CA or contact VIP is true) and Order is known',
    ],
    [
      { ...any(vip, is('context.Amount', 'between', [1, 9])), not: true },
      'not (contact VIP is true or Amount is between 1 and 9)',
    ],
    [all(any(vip, vip)), 'contact VIP is true or contact VIP is true'],
    [
      all({ field: 'contact.name', operator: '!=', value: 'account.name', valueSource: 'field' }),
      'contact name is not the account name',
    ],
  ])('%j', (group, expected) => {
    expect(sentenceOf(group, fields)).toBe(expected);
  });
});
