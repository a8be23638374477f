import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type ContradictionsRequest,
  contradictionsRequest,
  contradictionsView,
  type ContradictionsView,
  dayMs,
  messageId,
  type MessageId,
  textWayView,
  type TextWayView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers } from '#platform';
import { GatewaySettings } from '../gateway-settings.ts';
import { listContradictions, readTextWay } from '../queries/observations.ts';

/** What was seen of texts on their way, and what was made of it. */
@ApiTags('sending')
@Controller('api/gateway')
export class ObservationsController {
  constructor(
    private readonly database: Database,
    private readonly settings: GatewaySettings,
  ) {}

  @Get('contradictions')
  @Allow('supervisor', 'administrator')
  @Answers(contradictionsView)
  @ApiOperation({
    summary: 'List texts of which two different ends were reported',
    description:
      'The provider said that a text was delivered, and then that it was not, or the other way round, from `from` until `to`, without these in the last week. The end that ' +
      'was reported first holds. `number`: of one of our numbers only; `accountId`: of those of an account.',
  })
  list(@Query({ schema: contradictionsRequest }) asked: ContradictionsRequest): Promise<ContradictionsView> {
    return this.database.read((manager) => listContradictions(manager, asked, this.database.now()));
  }

  @Get('texts/:messageId/observations')
  @Allow('supervisor', 'administrator')
  @Answers(textWayView)
  @ApiOperation({
    summary: 'See everything that was seen of a text on its way',
    description:
      'Answers, status callbacks and what the list of texts said, in the order in which they came, part by part and round by round, and what ' +
      'was made of each. A text moves forward only: queued, submitting, unknown, accepted, sent, and one of delivered, undelivered and ' +
      'failed; of two different ends the first one holds.',
  })
  way(@Param('messageId', { schema: messageId }) id: MessageId): Promise<TextWayView> {
    const keptSince = new Date(this.database.now().getTime() - this.settings.retentionDays * dayMs);
    return this.database.read((manager) => readTextWay(manager, id, keptSince));
  }
}
