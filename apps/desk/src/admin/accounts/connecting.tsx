import { useQuery } from '@tanstack/react-query';
import { accountOf } from '../../api/set-up.ts';
import { Read } from '../../parts/read.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { wizardWords } from '../../words/en-wizards.ts';
import own from '../patterns/wizard.module.css';
import { AtProvider } from './at-provider.tsx';
import { Callback } from './callback.tsx';

const words = wizardWords.account;

/** The addresses to enter at the provider, and whether a text has come in; it looks again by itself. */
export function Connecting({ id }: { readonly id: string }) {
  const query = useQuery({
    ...accountOf(id),
    refetchInterval: ({ state }) => (state.data?.numbers.some(({ connectedAt }) => connectedAt) ? false : 2_000),
  });
  return (
    <Read query={query} what={adminWords.accounts.one}>
      {(account) => {
        const connected = account.numbers.find(({ connectedAt }) => connectedAt !== null);
        return (
          <>
            {!account.callback && <p>{adminWords.accounts.eventsText}</p>}
            <Callback of={account} />
            <p className={own.live} data-connected={connected ? true : undefined} role="status">
              <span className={own.dot} aria-hidden />
              {connected ? words.texted(connected.formatted) : words.waiting}
            </p>
            <AtProvider account={account} />
          </>
        );
      }}
    </Read>
  );
}
