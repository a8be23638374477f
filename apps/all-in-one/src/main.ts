import { ChannelConfigModule } from '#channel-config';
import { ConversationsModule } from '#conversations';
import { LiveModule } from '#live';
import { runProcess } from '#platform';
import { RoutingModule } from '#routing';
import { TwilioGatewayModule } from '#twilio-gateway';
import { neighbours } from './neighbours.ts';

const { beside, environment, openDocs } = await neighbours(process.env);
// each service reads its own settings from the environment, and they must find the neighbours there
Object.assign(process.env, environment);
await runProcess([ChannelConfigModule, TwilioGatewayModule, ConversationsModule, RoutingModule, LiveModule], {
  beside,
  openDocs,
});
