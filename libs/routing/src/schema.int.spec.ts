import { dataSourceFor } from '#event-bus';
import { aDatabase } from '#testing';
import { routingSchema } from './schema.ts';

describe('the schema of routing', () => {
  it('is what the tables describe', async () => {
    const source = await dataSourceFor(await aDatabase(routingSchema), routingSchema).initialize();
    const drift = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });
});
