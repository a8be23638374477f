import { type ConditionField, type ConditionOperator, locales } from '#contracts';
import { calendarSource } from './paths.ts';

const equal = ['=', '!='] as const;
const known = ['null', 'notNull'] as const;
const ordered = ['<', '<=', '>', '>=', 'between', 'notBetween'] as const;
const listed = ['in', 'notIn'] as const;
const written = ['contains', 'doesNotContain', 'beginsWith', 'doesNotBeginWith', 'endsWith', 'doesNotEndWith'] as const;

/** The comparisons that make sense for values of a type. */
export const operatorsOf: Readonly<Record<ConditionField['type'], readonly ConditionOperator[]>> = {
  text: [...equal, ...written, ...listed, ...known, ...ordered],
  number: [...equal, ...ordered, ...listed, ...known],
  'yes-no': [...equal, ...known],
  choice: [...equal, ...listed, ...known],
  time: [...ordered, ...known],
  calendar: ['isWorking', 'isNotWorking'],
};

/** What only an installation knows: attributes of its records and variables of its conversations. */
export interface Offered {
  readonly contact?: readonly Attribute[];
  readonly account?: readonly Attribute[];
  readonly case?: readonly Attribute[];
  readonly context?: readonly Attribute[];
  readonly classified?: readonly Attribute[];
}
interface Attribute {
  readonly name: string;
  readonly type: ConditionField['type'];
}

const field = (
  group: string,
  name: string,
  label: string,
  type: ConditionField['type'],
  values?: ConditionField['values'],
): ConditionField => ({ name, label, group, type, operators: [...operatorsOf[type]], ...(values && { values }) });

const choices = (names: readonly string[]) => names.map((name) => ({ name, label: name }));

/** What is known of every conversation and its texts (product.md 7). */
const ofEveryConversation: readonly ConditionField[] = [
  field('Conversation', 'conversation.channel', 'channel', 'text'),
  field('Conversation', 'conversation.startedBy', 'started by', 'choice', choices(['customer', 'agent', 'campaign'])),
  field('Conversation', 'conversation.text', 'first text', 'text'),
  field('Conversation', 'conversation.returning', 'returning to an agent', 'yes-no'),
  field('Conversation', 'conversation.identified', 'customer is known', 'yes-no'),
  field('Conversation', 'conversation.openedAt', 'opened at', 'time'),
  field('SMS', 'sms.customerPhone', 'customer phone number', 'text'),
  field('SMS', 'sms.organisationPhone', 'organisation phone number', 'text'),
  field('SMS', 'sms.locale', 'locale', 'choice', choices(locales)),
  field('SMS', 'sms.provider', 'provider', 'text'),
  field('SMS', 'sms.providerName', 'provider display name', 'text'),
  field('SMS', 'sms.country', 'country', 'text'),
  field('SMS', 'sms.engagementId', 'engagement id', 'text'),
];

const ofRecord = (group: string, path: string, called: string): readonly ConditionField[] => [
  field(group, `${path}.id`, `${called} id`, 'text'),
  field(group, `${path}.name`, `${called} name`, 'text'),
];

const attributes = (group: string, path: string, called: string, offered: readonly Attribute[] = []) =>
  offered.map(({ name, type }) => field(group, `${path}.${name}`, `${called} ${name}`.trim(), type));

/** A calendar that an installation has: whether it is working is whether its operating hours are open at this moment (product.md 11.4, 20). */
export interface OfferedCalendar {
  readonly slug: string;
  readonly name: string;
}

/** The calendars that conditions may look at, each by its slug. */
export const calendarFields = (calendars: readonly OfferedCalendar[]): readonly ConditionField[] =>
  calendars.map(({ slug, name }) => field('Calendar', `${calendarSource}.${slug}`, name, 'calendar'));

/** Everything that conditions may look at, in the order in which a page offers it. */
export const conditionFields = (offered: Offered = {}): readonly ConditionField[] => [
  ...ofEveryConversation,
  ...ofRecord('Contact', 'contact', 'contact'),
  ...attributes('Contact', 'contact', 'contact', offered.contact),
  ...ofRecord('Contact’s account', 'contact.account', 'contact’s account'),
  ...attributes('Contact’s account', 'contact.account', 'contact’s account', offered.account),
  ...ofRecord('Account', 'account', 'account'),
  ...attributes('Account', 'account', 'account', offered.account),
  ...ofRecord('Case', 'case', 'case'),
  ...attributes('Case', 'case', 'case', offered.case),
  ...attributes('Context', 'context', '', offered.context),
  ...attributes('Classified', 'classified', '', offered.classified),
];
