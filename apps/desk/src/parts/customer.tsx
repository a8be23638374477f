import { type QueryClient, useQuery } from '@tanstack/react-query';
import type { ContextView } from '#contracts';
import { context } from '../api/customers.ts';
import { spellAddress } from './address.ts';
import { Avatar } from './avatar.tsx';
import { Address } from './small.tsx';
import { useAddress } from './use-address.ts';

/** Somebody in a conversation, or in an offer of one. */
interface Customer {
  readonly conversationId: string;
  readonly address: string;
}

const nameIn = (known: ContextView | null | undefined): string | null =>
  known?.contact?.name ?? known?.account?.name ?? null;

/** The name of the customer's record; null while nobody knows whose number it is. */
export function useKnownName(conversationId: string): string | null {
  const { data } = useQuery({ ...context(conversationId), enabled: conversationId !== '' });
  return nameIn(data);
}

/** What a customer is called: the name of their record, or their number. */
export function useCustomerName({ conversationId, address }: Customer): string {
  const name = useKnownName(conversationId);
  const number = useAddress(address);
  return name ?? number;
}

/** The same for a sentence that is said once, as far as it was read. */
export const customerNameNow = (cache: QueryClient, { conversationId, address }: Customer): string =>
  nameIn(cache.getQueryData(context(conversationId).queryKey)) ?? spellAddress(address);

/** The same of one of my conversations: read first, where that was not done. */
export async function readCustomerName(cache: QueryClient, customer: Customer): Promise<string> {
  await cache.ensureQueryData(context(customer.conversationId)).catch(() => null);
  return customerNameNow(cache, customer);
}

/** The same on screen. */
export function CustomerName({ conversationId, address }: Customer) {
  const name = useKnownName(conversationId);
  return name === null ? <Address of={address} /> : <bdi>{name}</bdi>;
}

export function CustomerAvatar({
  conversationId,
  address,
  ...looks
}: Customer & Omit<Parameters<typeof Avatar>[0], 'of'>) {
  return <Avatar of={useKnownName(conversationId) ?? address} {...looks} />;
}
