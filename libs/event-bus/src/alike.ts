import { Controller, type Type } from '@nestjs/common';
import type { Envelope, EventContract } from '#contracts';
import { ReactsInBulk } from './reacts.ts';
import type { Transaction } from './transaction.ts';

/** One of many reactions that differ only in what they hear. */
export interface AlikeReaction {
  /** `<service>.<reaction>`. */
  readonly subscription: string;
  readonly contract: EventContract<unknown>;
  readonly react: (tx: Transaction, events: readonly Envelope[]) => Promise<void>;
  readonly onDemand?: boolean;
}

/** A reaction of this list to events of this kind: the contract says what `react` is given. */
export const alike = <Data>(
  contract: EventContract<Data>,
  subscription: string,
  react: (tx: Transaction, events: readonly Envelope<Data>[]) => Promise<void>,
): AlikeReaction => ({ contract, subscription, react: react as AlikeReaction['react'] });

/** A class of these reactions, as if each were a method of its own under `@ReactsInBulk`. */
export function reactionsOf(reactions: readonly AlikeReaction[]): Type {
  class Reactions {}
  for (const { subscription, contract, react, ...settings } of reactions) {
    // a function of its own each time: what it hears is remembered by it
    const value = (tx: Transaction, events: readonly Envelope[]) => react(tx, events);
    const method = { value, configurable: true, writable: true };
    Object.defineProperty(Reactions.prototype, subscription, method);
    ReactsInBulk(contract, subscription, settings)(Reactions.prototype, subscription, method);
  }
  Controller()(Reactions);
  return Reactions;
}
