import { withDescriptions } from './descriptions.ts';

const described = (source: string) => withDescriptions(source, './described.ts').replace(/^import .+?; /, '');

describe('the doc comment of a contract', () => {
  it('becomes the description of the field that it is about, in its line', () => {
    expect(described('z.object({\n  /** Seconds. */\n  offer: z.int().min(5),\n  other: z.int(),\n})')).toBe(
      'z.object({\n  /** Seconds. */\n  offer: $field(z.int().min(5), "Seconds."),\n  other: z.int(),\n})',
    );
  });

  it('of a field that is called as its schema, too', () => {
    expect(described('z.object({\n  /** Yours. */\n  id,\n})')).toBe(
      'z.object({\n  /** Yours. */\n  id: $field(id, "Yours."),\n})',
    );
  });

  it('of a field within a field, each its own', () => {
    expect(described('z.object({ /** Out. */ a: z.object({ /** In. */ b: z.int() }) })')).toBe(
      'z.object({ /** Out. */ a: $field(z.object({ /** In. */ b: $field(z.int(), "In.") }), "Out.") })',
    );
  });

  it('of one choice of several', () => {
    expect(described('z.union([/** By units. */ z.literal(1), z.literal(2)])')).toBe(
      'z.union([/** By units. */ $field(z.literal(1), "By units."), z.literal(2)])',
    );
  });

  it('of a whole schema', () => {
    expect(described('/** A queue. */\nexport const queue = z.object({});')).toBe(
      '/** A queue. */\nexport const queue = $schema(z.object({}), "A queue.");',
    );
  });

  it('is one paragraph without the sections of the specification', () => {
    const comment = `/**\n   * At most 30 (product.md 10.1),\n   * or none (\`end\`; product.md 9.5). See (G12) "this".\n   */`;
    expect(described(`z.object({\n  ${comment}\n  a: z.int(),\n})`)).toContain(
      '$field(z.int(), "At most 30, or none (`end`). See \\"this\\".")',
    );
  });

  it('changes nothing where it is about no schema, or is no doc comment', () => {
    for (const source of [
      'interface Kind {\n  /** Of its door. */\n  readonly path: string;\n}',
      'const a = {\n  /** A word. */\n  word: 1,\n  /** A function. */\n  f: () => 1,\n};',
      'z.object({\n  // for us\n  a: z.int(),\n  /* for us */\n  b: z.int(),\n})',
    ])
      expect(withDescriptions(source, './described.ts')).toBe(source);
  });
});
