import { channelConfigSchema, channelConfigSubscriptions } from '#channel-config';
import { conversationsSchema, conversationsSubscriptions } from '#conversations';
import { dataSourceFor, declareTopology } from '#event-bus';
import { routingSchema, routingSubscriptions } from '#routing';
import { gatewaySchema, gatewaySubscriptions } from '#twilio-gateway';

const url = process.env['DATABASE_URL']!;
for (const definition of [channelConfigSchema, gatewaySchema, conversationsSchema, routingSchema]) {
  const source = await dataSourceFor(url, definition).initialize();
  await source.query(`CREATE SCHEMA IF NOT EXISTS ${definition.schema}`);
  const role = `parley_${definition.schema}`;
  const password = process.env[`DATABASE_PASSWORD_${definition.schema.toUpperCase()}`];
  if (password) {
    await source.query(`DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role} LOGIN; END IF; END $$`);
    await source.query(`ALTER ROLE ${role} PASSWORD '${password}'`);
    await source.query(`GRANT USAGE ON SCHEMA ${definition.schema} TO ${role}`);
    await source.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA ${definition.schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${role}`);
    await source.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA ${definition.schema} GRANT USAGE ON SEQUENCES TO ${role}`);
  }
  await source.runMigrations();
  await source.destroy();
}
if (process.env['AMQP_URL']) {
  await declareTopology(process.env['AMQP_URL'], [...channelConfigSubscriptions, ...gatewaySubscriptions, ...conversationsSubscriptions, ...routingSubscriptions]);
}
