import { Controller } from '@nestjs/common';
import { type EventOf, gatewayForgotten, routingForgotten } from '#contracts';
import { Reacts, type Transaction } from '#event-bus';
import { recordForgotten } from './use-cases/erase-customer.ts';

/** Who else has forgotten a customer. */
@Controller()
export class ErasureReactions {
  @Reacts(gatewayForgotten, 'conversations.record-gateway-forgotten')
  gateway(tx: Transaction, { data }: EventOf<typeof gatewayForgotten>) {
    return recordForgotten(tx, 'gateway', data.erasureId);
  }

  @Reacts(routingForgotten, 'conversations.record-routing-forgotten')
  routing(tx: Transaction, { data }: EventOf<typeof routingForgotten>) {
    return recordForgotten(tx, 'routing', data.erasureId);
  }
}
