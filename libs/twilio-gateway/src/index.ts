export { gatewaySchema, gatewaySubscriptions } from './schema.ts';
export { TwilioGatewayModule } from './twilio-gateway.module.ts';
