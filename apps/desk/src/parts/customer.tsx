import { useQuery } from '@tanstack/react-query';
import { context } from '../api/customers.ts';
import { Avatar } from './avatar.tsx';
import { Address } from './small.tsx';
import { useAddress } from './use-address.ts';

/** Somebody in a conversation, or in an offer of one. */
interface Customer {
  readonly conversationId: string;
  readonly address: string;
}

/** The name of the customer's record; null while nobody knows whose number it is. */
export function useKnownName(conversationId: string): string | null {
  const { data } = useQuery({ ...context(conversationId), enabled: conversationId !== '' });
  return data?.contact?.name ?? data?.account?.name ?? null;
}

/** What a customer is called: the name of their record, or their number. */
export function useCustomerName({ conversationId, address }: Customer): string {
  const name = useKnownName(conversationId);
  const number = useAddress(address);
  return name ?? number;
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
