import { QueryClient } from '@tanstack/react-query';
import { organisation } from '../api/organisation.ts';
import { asksBeforeClosing } from './asks-before-closing.ts';

const statuses = ['open', 'active', 'wrap-up'] as const;
const asked = async (cache: QueryClient) =>
  Promise.all(statuses.map((status) => asksBeforeClosing(cache, { status: status as never })));
const knowing = (confirmSessionClose: object | undefined) => {
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  cache.setQueryData(organisation.queryKey, { confirmSessionClose } as never);
  return cache;
};

describe('closing a session by its X', () => {
  it('is asked about as the organisation says, state by state', async () => {
    expect(await asked(knowing({ open: true, active: false, wrapUp: true }))).toEqual([true, false, true]);
    expect(await asked(knowing({ open: false, active: true, wrapUp: false }))).toEqual([false, true, false]);
  });

  it('is as the product says while nobody answers, or an older service does', async () => {
    expect(await asked(new QueryClient())).toEqual([false, true, false]);
    expect(await asked(knowing(undefined))).toEqual([false, true, false]);
  });
});
