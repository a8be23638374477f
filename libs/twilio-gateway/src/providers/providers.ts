import { Refusal } from '#contracts';
import type { OpenedAccount } from '../opened-account.ts';
import type { Provider } from './provider.ts';

/** The providers that this gateway knows, by the name that accounts give. */
export class Providers {
  constructor(readonly all: readonly Provider[]) {}

  /** That of an account. */
  of({ provider }: OpenedAccount): Provider {
    const found = this.all.find(({ name }) => name === provider);
    if (!found) throw new Refusal('provider-not-found', `There is no provider ${provider} here.`);
    return found;
  }
}
