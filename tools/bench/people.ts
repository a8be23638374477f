import { setTimeout as pass } from 'node:timers/promises';
import { agentIdOf } from '#identity';
import type { Product } from '../product/product.ts';
import type { Call } from '../product/set-up.ts';

const atATime = 32;

/** Agents who are signed in and whose desks beat every 10 s with the offers they show, as open desks do. */
export interface Crowd {
  readonly ids: readonly string[];
  /** Every one signs in: the row is made and the desk beats from now on. */
  signIn(): Promise<void>;
  stop(): Promise<void>;
}

export async function crowdOf(
  product: Product,
  count: number,
  showing: (agentId: string) => readonly string[],
): Promise<Crowd> {
  const names = Array.from({ length: count }, (_, index) => `agent-${index + 1}`);
  const calls: Call[] = [];
  for (const name of names) calls.push(await product.as(name, 'agent'));
  const ids = names.map((name) => agentIdOf(product.issuer, name));
  let open = true;
  let beating = Promise.resolve();

  const inTurn = async (work: (call: Call) => Promise<unknown>) => {
    let next = 0;
    await Promise.all(
      Array.from({ length: atATime }, async () => {
        while (next < calls.length) await work(calls[next++]!);
      }),
    );
  };
  const beat = async () => {
    const pause = 10_000 / calls.length;
    for (let index = 0; open; index = (index + 1) % calls.length) {
      void calls[index]!('POST', '/api/routing/agents/me/beat', { showing: showing(ids[index]!).slice(0, 50) }).catch(
        () => {},
      );
      await pass(pause);
    }
  };
  return {
    ids,
    async signIn() {
      await inTurn((call) => call('PUT', '/api/routing/agents/me'));
      await inTurn((call) => call('POST', '/api/routing/agents/me/beat', { showing: [] }));
      beating = beat();
    },
    async stop() {
      open = false;
      await beating;
    },
  };
}
