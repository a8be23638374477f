import { z } from 'zod';
import { describedField, describedSchema } from './described.ts';

const json = (schema: z.ZodType) => z.toJSONSchema(schema, { target: 'openapi-3.0' });

describe('a described contract', () => {
  it('says of a field what it means there, and elsewhere what it means elsewhere', () => {
    const seconds = z.int().min(5);
    const offer = z.object({ a: describedField(seconds, 'How long.'), b: seconds });
    expect(json(offer)).toMatchObject({ properties: { a: { description: 'How long.', minimum: 5 } } });
    expect(json(offer).properties!['b']).not.toHaveProperty('description');
  });

  it('keeps the name that a schema has in the description of the interface', () => {
    const view = describedSchema(z.object({ a: z.int() }).meta({ id: 'DescribedThing' }), 'A thing.');
    expect(json(z.object({ view: describedField(view, 'Mine.') }))).toMatchObject({
      properties: { view: { allOf: [{ $ref: '#/definitions/DescribedThing' }], description: 'Mine.' } },
    });
    expect(z.globalRegistry.get(view)).toMatchObject({ id: 'DescribedThing', description: 'A thing.' });
  });

  it('leaves alone what is no schema', () => {
    const path = 'queues';
    expect(describedField(path, 'Of its door.')).toBe(path);
    expect(describedSchema(path, 'Of its door.')).toBe(path);
  });
});
