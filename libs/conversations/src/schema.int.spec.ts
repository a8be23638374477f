import { dataSourceFor } from '#event-bus';
import { aDatabase } from '#testing';
import { conversationsSchema } from './schema.ts';

describe('the schema of conversations', () => {
  it('is what the tables describe', async () => {
    const source = await dataSourceFor(await aDatabase(conversationsSchema), conversationsSchema).initialize();
    const drift = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });
});
