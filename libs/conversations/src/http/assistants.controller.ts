import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  cardsView,
  cardView,
  type CardView,
  conversationId,
  type ConversationId,
  type Person,
  runMacroRequest,
  type RunMacroRequest,
  translatedView,
  translateRequest,
  translationsView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { Assistants } from '../assistants.ts';
import { ConversationsSettings } from '../conversations-settings.ts';
import { readCards, readTranslations } from '../queries/read-assistants.ts';
import { answerCard } from '../use-cases/record-cards.ts';
import { runMacro } from '../use-cases/run-macro.ts';
import { translateForCustomer } from '../use-cases/record-translation.ts';

const cardId = z.uuid();

/** What smart assists and the translator put beside a conversation. */
@ApiTags('conversations')
@Controller('api/conversations/:id')
@Allow('agent', 'supervisor', 'administrator')
export class AssistantsController {
  constructor(
    private readonly database: Database,
    private readonly assistants: Assistants,
    private readonly settings: ConversationsSettings,
  ) {}

  @Get('cards')
  @Answers(cardsView)
  @ApiOperation({
    summary: 'Read the cards of smart assists, newest first',
    description: 'Without those that were dismissed.',
  })
  cards(@CurrentPerson() person: Person, @Param('id', { schema: conversationId }) id: ConversationId) {
    return this.database.read((manager) => readCards(manager, person, id));
  }

  @Post('cards/:cardId/accept')
  @Answers(cardView)
  @ApiOperation({ summary: 'Say that a card was of use' })
  accept(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Param('cardId', { schema: cardId }) card: string,
  ): Promise<CardView> {
    return this.database.transact((tx) => answerCard(tx, person, { id, cardId: card, state: 'accepted' }));
  }

  @Post('cards/:cardId/dismiss')
  @Answers(cardView)
  @ApiOperation({ summary: 'Wave a card away' })
  dismiss(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Param('cardId', { schema: cardId }) card: string,
  ): Promise<CardView> {
    return this.database.transact((tx) => answerCard(tx, person, { id, cardId: card, state: 'dismissed' }));
  }

  /** Whatever becomes of it is said by the card; running it again after a failure tries again. */
  @Post('cards/:cardId/run')
  @Answers(cardView)
  @ApiOperation({
    summary: 'Have a macro done',
    description:
      'The steps of one action of a card, all of them or none, by the rules that hold for each by hand. What a rule refuses is said by the `outcome` ' +
      'of the action, not by this answer. What was done is not done again.',
  })
  run(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Param('cardId', { schema: cardId }) card: string,
    @Body({ schema: runMacroRequest }) { action }: RunMacroRequest,
  ): Promise<CardView> {
    return runMacro(this.database, person, { id, cardId: card, action, country: this.settings.country });
  }

  @Get('translations')
  @Answers(translationsView)
  @ApiOperation({ summary: 'Read what the customer’s texts say in the agents’ language' })
  translations(@CurrentPerson() person: Person, @Param('id', { schema: conversationId }) id: ConversationId) {
    return this.database.read((manager) => readTranslations(manager, person, id));
  }

  @Post('translate')
  @Answers(translatedView)
  @ApiOperation({
    summary: 'Say a text in the customer’s language',
    description: 'Before it is sent. Refused with `translation-off` or `translator-away`.',
  })
  translate(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Body({ schema: translateRequest }) { text }: z.output<typeof translateRequest>,
  ) {
    return translateForCustomer(this.database, this.assistants, person, id, text);
  }
}
