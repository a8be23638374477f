import { Catch, type ExceptionFilter, UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { throwError } from 'rxjs';
import type { Envelope, EventContract } from '#contracts';
import { type ReactionExtras, rememberReaction } from './subscriptions.ts';
import type { Transaction } from './transaction.ts';

type Reaction<Event> = (tx: Transaction, event: Event) => Promise<void>;

interface ReactionSettings {
  /** How many waiting events share a transaction. */
  readonly batch?: number;
  /** Nothing comes before somebody wants it: see `Broker.heed`. */
  readonly onDemand?: boolean;
}

/**
 * Reacts once to each event of this kind; claim, reaction and what it publishes commit together.
 * The subscription is called `<service>.<reaction>`.
 */
export const Reacts = <Data>(contract: EventContract<Data>, subscription: string, settings: ReactionSettings = {}) =>
  reaction<Reaction<Envelope<Data>>>(extrasOf(contract, subscription, false, settings));

/** The same for many waiting events at a time: one load, the same decision for each, one save. */
export const ReactsInBulk = <Data>(
  contract: EventContract<Data>,
  subscription: string,
  settings: ReactionSettings = {},
) => reaction<Reaction<readonly Envelope<Data>[]>>(extrasOf(contract, subscription, true, settings));

const extrasOf = <Data>(
  contract: EventContract<Data>,
  subscription: string,
  bulk: boolean,
  { batch, onDemand = false }: ReactionSettings,
): ReactionExtras => ({ contract, subscription, batch, bulk, onDemand });

const reaction =
  <Method>(extras: ReactionExtras) =>
  (target: object, key: string, method: TypedPropertyDescriptor<Method>): void => {
    Ctx()(target, key, 0);
    Payload()(target, key, 1);
    UseFilters(Untouched)(target, key, method);
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Nest's decorator asks for an untyped descriptor
    EventPattern(extras.contract.type, extras)(target, key, method as TypedPropertyDescriptor<any>);
    rememberReaction(method.value as object, extras);
  };

/** Nest would replace the error by "Internal server error"; the broker has to see the real one. */
@Catch()
class Untouched implements ExceptionFilter {
  catch(error: unknown) {
    return throwError(() => error);
  }
}
