import { Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { offerId, type OfferId, offerView, type OfferView, type Person } from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { viewOffer } from '../queries/offers.ts';
import { acceptOffer } from '../use-cases/accept-offer.ts';
import { rejectOffer } from '../use-cases/reject-offer.ts';

@ApiTags('routing')
@Controller('api/routing/offers')
@Allow('agent')
export class OffersController {
  constructor(private readonly database: Database) {}

  @Post(':id/accept')
  @Answers(offerView)
  @ApiOperation({
    summary: 'Accept an offer',
    description: 'Again is the same. Refused with `offer-over` or `already-taken` when it does not stand any more.',
  })
  accept(@Param('id', { schema: offerId }) id: OfferId, @CurrentPerson() { agentId }: Person): Promise<OfferView> {
    return this.database.transact(async (tx) => viewOffer(tx.manager, await acceptOffer(tx, id, agentId)));
  }

  @Post(':id/reject')
  @Answers(offerView)
  @ApiOperation({
    summary: 'Decline an offer',
    description: 'Again is the same. Refused with `offer-over` or `already-taken` when it does not stand any more.',
  })
  reject(@Param('id', { schema: offerId }) id: OfferId, @CurrentPerson() { agentId }: Person): Promise<OfferView> {
    return this.database.transact(async (tx) => viewOffer(tx.manager, await rejectOffer(tx, id, agentId)));
  }
}
