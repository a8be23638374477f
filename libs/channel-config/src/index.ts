export { ChannelConfigModule } from './channel-config.module.ts';
export { channelConfigSchema, channelConfigSubscriptions } from './schema.ts';
