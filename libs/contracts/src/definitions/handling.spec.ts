import { assistKind } from './assist.ts';
import { botKind } from './bot.ts';
import type { DefinitionKind } from './definition.ts';
import { dispositionCodeKind } from './disposition-code.ts';
import { maskingRuleKind } from './masking-rule.ts';
import { soundKind } from './sound.ts';
import { surveyKind } from './survey.ts';
import { silenceOf, timeOutRuleKind } from './time-out-rule.ts';

const common = { slug: 'one', name: 'One' };
const faultsIn = (kind: DefinitionKind, body: object) =>
  kind.request
    .safeParse({ ...common, ...body })
    .error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];

const workstreamId = '0199c1d4-7c00-7000-8000-000000000301';
const address = 'https://bots.example/first-line';
const locale = 'en-US';
const message = 'Thank you for writing to us.';
const question = 'How did we do, from 1 to 5?';
const silent = { workstreamId, trigger: 'customer-silent', after: { value: 10, unit: 'minutes' } };
const says = { action: 'send-message', recipient: 'customer', texts: [{ locale, text: 'Still there?' }] };

const cases: [DefinitionKind, object, [string, object][], [string, object, RegExp][]][] = [
  [
    botKind,
    { address },
    [
      ['that is a model', { protocol: 'openai', model: 'small-one', instructions: 'Be kind.' }],
      ['of Rasa', { protocol: 'rasa' }],
    ],
    [
      ['without TLS', { address: 'http://bots.example' }, /^address must be an address that begins with https/],
      ['with a password in its address', { address: 'https://a:b@bots.example' }, /^address must not hold/],
      ['nowhere', { address: 'somewhere' }, /^address/],
      ['that speaks something else', { protocol: 'morse' }, /^protocol/],
      ['that is a model without a name', { protocol: 'openai' }, /^model is required/],
      ['that is no model and has one', { model: 'small-one' }, /^model is for/],
      ['that is no model and is told something', { instructions: 'Hush.' }, /^instructions are for/],
      ['that takes its time', { timeoutSeconds: 121 }, /^timeoutSeconds/],
      ['that takes nothing', { capacity: 0 }, /^capacity/],
    ],
  ],
  [
    assistKind,
    { address },
    [['with articles only', { cards: ['knowledge-article'] }]],
    [
      ['that shows nothing', { cards: [] }, /^cards needs at least one/],
      ['that shows the same twice', { cards: ['macro', 'macro'] }, /^cards names/],
      ['that takes its time', { timeoutSeconds: 31 }, /^timeoutSeconds/],
    ],
  ],
  [
    surveyKind,
    { type: 'csat', texts: [{ locale, message, question }] },
    [
      ['by reply', { mode: 'reply' }],
      ['of 200 characters', { texts: [{ locale, message: 'x'.repeat(200), question }] }],
      ['that is kept elsewhere', { type: 'link', address, texts: [{ locale, message }] }],
      ['in two languages', { texts: [locale, 'de-DE'].map((one) => ({ locale: one, message, question })) }],
    ],
    [
      ['of 201 characters', { texts: [{ locale, message: 'x'.repeat(201), question }] }, /^texts.0.message/],
      ['without a text', { texts: [] }, /^texts needs at least one/],
      ['without a question', { texts: [{ locale, message }] }, /^texts.0.question is required/],
      ['twice in one language', { texts: [1, 2].map(() => ({ locale, message, question })) }, /^texts.1.locale/],
      ['without its own fallback', { defaultLocale: 'de-DE' }, /^defaultLocale must be/],
      ['that is kept nowhere', { type: 'link', texts: [{ locale, message }] }, /^address is required/],
      ['that is kept here and elsewhere', { address }, /^address is for/],
      ['elsewhere and by reply', { type: 'link', address, mode: 'reply' }, /^mode must be link/],
      ['that never ends', { expiresAfterHours: 0 }, /^expiresAfterHours/],
    ],
  ],
  [
    timeOutRuleKind,
    { ...silent, ...says },
    [
      ['that closes', { action: 'close', recipient: null, texts: [] }],
      ['that lets it wait', { trigger: 'agent-silent', action: 'wait', recipient: null, texts: [] }],
      ['after a year', { after: { value: 365, unit: 'days' } }],
    ],
    [
      ['after no time', { after: { value: 0, unit: 'minutes' } }, /^after.value/],
      ['after more than a year', { after: { value: 366, unit: 'days' } }, /^after.value must not be more/],
      ['after more than a year of hours', { after: { value: 8761, unit: 'hours' } }, /^after.value must not be more/],
      ['that tells nobody', { recipient: null }, /^recipient is required/],
      ['that says nothing', { texts: [] }, /^texts needs at least one/],
      ['that closes and says something', { action: 'close', recipient: null }, /^texts are for/],
      ['that closes and tells somebody', { action: 'close', texts: [] }, /^recipient is for/],
      ['of no workstream', { workstreamId: 'x' }, /^workstreamId/],
    ],
  ],
  [
    soundKind,
    { tone: 'bell' },
    [['of a file', { tone: null, address: 'https://sounds.example/bell.mp3' }]],
    [
      ['of nothing', { tone: null }, /^address is required/],
      ['of a tone and a file', { address: 'https://sounds.example/bell.mp3' }, /^address is required unless/],
      ['of a picture', { tone: null, address: 'https://sounds.example/bell.png' }, /^address must be an MP3/],
    ],
  ],
  [
    dispositionCodeKind,
    {},
    [['for two workstreams', { workstreamIds: [workstreamId, '0199c1d4-7c00-7000-8000-000000000302'] }]],
    [
      ['twice for one', { workstreamIds: [workstreamId, workstreamId] }, /^workstreamIds names/],
      ['with an effect that there is not', { effect: 'call-mum' }, /^effect/],
    ],
  ],
  [
    maskingRuleKind,
    { expression: String.raw`\d{4}` },
    [['for letters of every script', { expression: String.raw`\p{L}+` }]],
    [
      ['without an expression', { expression: '' }, /^expression is required/],
      ['of 501 characters', { expression: 'x'.repeat(501) }, /^expression/],
      ['that is no expression', { expression: '(' }, /^expression is not a regular expression/],
    ],
  ],
];

describe.each(cases.map(([kind, ...rest]) => [kind.title, kind, ...rest] as const))(
  'of %s',
  (_title, kind, body, good, bad) => {
    it('one is allowed', () => expect(faultsIn(kind, body)).toEqual([]));
    it.each(good)('one %s is allowed', (_, changes) => expect(faultsIn(kind, { ...body, ...changes })).toEqual([]));
    it.each(bad)('one %s is refused, and the field is named', (_, changes, fault) => {
      expect(faultsIn(kind, { ...body, ...changes })).toEqual([expect.stringMatching(fault)]);
    });
  },
);

describe('the silence of a time-out rule', () => {
  it.each([
    [{ value: 10, unit: 'minutes' as const }, 600],
    [{ value: 2, unit: 'hours' as const }, 7200],
    [{ value: 1, unit: 'days' as const }, 86_400],
  ])('of %j is counted in seconds', (after, seconds) => {
    expect(silenceOf(after)).toBe(seconds);
  });
});
