import { z } from 'zod';
import { definitionKinds } from '#contracts';
import { controlOf, emptyGroup, fieldsOf, slugOf, spoken } from './controls.ts';

describe('a field of a contract', () => {
  it.each<[string, z.ZodType, object]>([
    ['a short text', z.string().trim().max(100), { as: 'text', input: 'text', longest: 100 }],
    ['a long text', z.string().max(2000), { as: 'paragraph', longest: 2000 }],
    ['a day', z.iso.date(), { as: 'text', input: 'date' }],
    ['a time of day', z.iso.time({ precision: -1 }), { as: 'text', input: 'time' }],
    ['a whole number', z.int().min(1).max(9), { as: 'number', isWhole: true, min: 1, max: 9 }],
    ['yes or no', z.boolean().default(true), { as: 'switch' }],
    ['one of some', z.enum(['a', 'b']), { as: 'choice', of: ['a', 'b'] }],
    ['several of some', z.array(z.enum(['a', 'b'])), { as: 'choices', of: ['a', 'b'] }],
    ['some words', z.array(z.string().max(40)), { as: 'words' }],
    ['what may be missing', z.string().nullable(), { as: 'maybe', none: null, inner: { as: 'text', input: 'text' } }],
    ['what may be left out', z.int().optional(), { as: 'maybe', none: undefined }],
    ['a list of objects', z.array(z.object({ a: z.boolean() })), { as: 'list', item: { as: 'group' } }],
    ['what nothing fits', z.record(z.string(), z.number()), { as: 'json' }],
  ])('is shown for %s', (_, schema, control) => {
    expect(controlOf(schema)).toMatchObject(control);
  });

  it('that names something else is chosen from what there is', () => {
    const fields = z.object({ hoursId: z.uuid(), steps: z.array(z.object({ botId: z.uuid().nullable() })) });
    const controls = fieldsOf(fields, { hoursId: 'operating-hours', 'steps[].botId': 'bot' });
    expect(controls[0]!.control).toEqual({ as: 'reference', to: 'operating-hours' });
    expect(controls[1]!.control).toMatchObject({
      item: { fields: [{ control: { as: 'maybe', inner: { as: 'reference', to: 'bot' } } }] },
    });
  });

  it('decides between shapes where the contract does', () => {
    const times = z.discriminatedUnion('allDay', [
      z.object({ allDay: z.literal(true) }),
      z.object({ allDay: z.literal(false), opens: z.iso.time() }),
    ]);
    expect(controlOf(times)).toMatchObject({
      as: 'variants',
      by: 'allDay',
      of: [
        { value: true, fields: [] },
        { value: false, fields: [{ name: 'opens' }] },
      ],
    });
  });

  it('begins with a whole number, where the contract has no other: the least fraction is nobody’s first choice', () => {
    const pace = z.object({ segmentsPerSecond: z.number().min(0.01), units: z.int().min(0), places: z.int().min(3) });
    expect(emptyGroup(fieldsOf(pace))).toEqual({ segmentsPerSecond: 1, units: 0, places: 3 });
  });

  it('gets a short name from what it is called', () => {
    expect([slugOf('Seattle office'), slugOf(' Öffnungszeiten: Köln! '), slugOf('電話')]).toEqual([
      'seattle-office',
      'offnungszeiten-koln',
      '',
    ]);
  });

  it('has a name that a person reads', () => {
    expect(spoken('smsUrl')).toBe('SMS URL');
    expect([spoken('timeZone'), spoken('operatingHoursId'), spoken('this-and-following')]).toEqual([
      'Time zone',
      'Operating hours',
      'This and following',
    ]);
  });
});

describe('the form of skill finders', () => {
  it('takes what the model is told as words, each of them a line', () => {
    const kind = definitionKinds.find((one) => one.kind === 'skill-finder')!;
    const fields = fieldsOf(kind.request as unknown as z.ZodObject, kind.references);
    expect(fields.find(({ name }) => name === 'inputs')!.control).toEqual({ as: 'words' });
  });
});

describe.each(definitionKinds.map((kind) => [kind.title, kind] as const))('the form of %s', (_, kind) => {
  it('has a control for every field of its contract', () => {
    const unfit = (fields: ReturnType<typeof fieldsOf>): string[] =>
      fields.flatMap(({ name, control }) => (control.as === 'json' ? [name] : []));
    expect(unfit(fieldsOf(kind.request as unknown as z.ZodObject, kind.references))).toEqual([]);
  });
});
