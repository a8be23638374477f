import { TwilioGatewayModule } from '#twilio-gateway';
import { runProcess } from '#platform';

await runProcess([TwilioGatewayModule]);
