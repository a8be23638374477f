import { runProcess } from '#platform';
import { TwilioGatewayModule } from '#twilio-gateway';

// a text can be kept in either, so one of them is enough to take it in
await runProcess([TwilioGatewayModule], { needs: 'database-or-broker' });
