import { dataSourceFor } from '#event-bus';
import { aDatabase } from '#testing';
import { channelConfigSchema } from './schema.ts';

describe('the database of channel-config', () => {
  it('is what its tables describe', async () => {
    const source = await dataSourceFor(await aDatabase(channelConfigSchema), channelConfigSchema).initialize();
    const drift = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });
});
