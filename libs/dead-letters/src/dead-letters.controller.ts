import { Controller, Delete, Get, Param, Post, Query, type Type } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  eventId as anEventId,
  deadLettersDone,
  type DeadLettersDone,
  deadLettersView,
  type DeadLettersView,
  deadSubscriptionsView,
  type DeadSubscriptionsView,
  pageRequest,
  type PageRequest,
  Refusal,
  type ServiceOfEvents,
  subscriptionName,
} from '#contracts';
import { Broker, type DeadLetters, Outage } from '#event-bus';
import { Allow } from '#identity';
import { Answers } from '#platform';
import { pageOfDeadLetters, placeIn } from './page-of-dead-letters.ts';

/** The door to the events that the subscriptions of a service failed at for good (decisions A). */
export function deadLettersController(service: ServiceOfEvents): Type {
  @ApiTags(service)
  @Controller(`api/${service}/dead-letters`)
  @Allow('administrator')
  class DeadLettersController {
    constructor(private readonly broker: Broker) {}

    @Get()
    @Answers(deadSubscriptionsView)
    @ApiOperation({
      summary: `List the subscriptions of ${service} with failed events`,
      description:
        'Only those that have any, by name, with how many. What can be read fails for good at its sixth attempt, after about 71 minutes; what cannot, at its first.',
    })
    async list(): Promise<DeadSubscriptionsView> {
      const counts = await this.counts();
      const items = [...counts].flatMap(([subscription, count]) => (count > 0 ? [{ subscription, count }] : []));
      return { items: items.toSorted((one, other) => (one.subscription < other.subscription ? -1 : 1)) };
    }

    @Get(':subscription')
    @Answers(deadLettersView)
    @ApiOperation({
      summary: `List the failed events of a subscription of ${service}`,
      description:
        'What failed for good, when and why; the oldest first, at most the first 1,000 of them. What an event says is no part of it: it is of customers.',
    })
    async read(
      @Param('subscription', { schema: subscriptionName }) subscription: string,
      @Query({ schema: pageRequest }) asked: PageRequest,
    ): Promise<DeadLettersView> {
      const from = placeIn(asked);
      await this.known(subscription);
      return pageOfDeadLetters(await this.letters.list(subscription), from, asked.limit);
    }

    @Post(':subscription/replay')
    @Answers(deadLettersDone)
    @ApiOperation({
      summary: `Replay the failed events of a subscription of ${service}`,
      description: 'Gives all to the subscription again, as if they had never failed. Answers how many there were.',
    })
    replayAll(@Param('subscription', { schema: subscriptionName }) subscription: string): Promise<DeadLettersDone> {
      return this.change(subscription, (letters) => letters.replay(subscription));
    }

    @Post(':subscription/:eventId/replay')
    @Answers(deadLettersDone)
    @ApiOperation({
      summary: `Replay a failed event of ${service}`,
      description:
        'Gives it to the subscription again, as if it had never failed. Refused (`event-not-found`) where it is none of the failed ones: it is being tried, or done.',
    })
    replay(
      @Param('subscription', { schema: subscriptionName }) subscription: string,
      @Param('eventId', { schema: anEventId }) eventId: string,
    ): Promise<DeadLettersDone> {
      return this.change(subscription, (letters) => letters.replay(subscription, eventId), eventId);
    }

    @Delete(':subscription')
    @Answers(deadLettersDone)
    @ApiOperation({
      summary: `Drop the failed events of a subscription of ${service}`,
      description: 'Forgets all. They cannot be had back. Answers how many there were.',
    })
    dropAll(@Param('subscription', { schema: subscriptionName }) subscription: string): Promise<DeadLettersDone> {
      return this.change(subscription, (letters) => letters.drop(subscription));
    }

    @Delete(':subscription/:eventId')
    @Answers(deadLettersDone)
    @ApiOperation({
      summary: `Drop a failed event of ${service}`,
      description:
        'Forgets it. It cannot be had back. Refused (`event-not-found`) where it is none of the failed ones.',
    })
    drop(
      @Param('subscription', { schema: subscriptionName }) subscription: string,
      @Param('eventId', { schema: anEventId }) eventId: string,
    ): Promise<DeadLettersDone> {
      return this.change(subscription, (letters) => letters.drop(subscription, eventId), eventId);
    }

    private async change(
      subscription: string,
      act: (letters: DeadLetters) => Promise<number>,
      eventId?: string,
    ): Promise<DeadLettersDone> {
      await this.known(subscription);
      const count = await act(this.letters);
      if (eventId !== undefined && count === 0)
        throw new Refusal('event-not-found', `${subscription} has no failed event ${eventId}.`);
      return { count };
    }

    /** Refuses what is no subscription of this service. */
    private async known(subscription: string): Promise<void> {
      if (!(await this.counts()).has(subscription))
        throw new Refusal('subscription-not-found', `There is no subscription ${subscription} of ${service}.`);
    }

    private counts(): Promise<ReadonlyMap<string, number>> {
      return this.letters.count(service);
    }

    private get letters(): DeadLetters {
      // it would be waited for until patience ends
      if (!this.broker.reachable) throw new Outage('The broker is away.');
      return this.broker.deadLetters;
    }
  }
  // its operations have names of their own in the API's description
  const name = service.replace(/(^|-)(.)/g, (_, _hyphen, letter: string) => letter.toUpperCase());
  Object.defineProperty(DeadLettersController, 'name', { value: `${name}DeadLettersController` });
  return DeadLettersController;
}
