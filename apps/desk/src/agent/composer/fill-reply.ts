import { useQuery } from '@tanstack/react-query';
import { fill, type Addressee, type Filled, fillingsFor, type NamedAgent } from '#sms-text';
import { me } from '../../api/routing.ts';
import { usePerson } from '../../shell/sign-in/session.ts';

/** Who is signed in, as texts name them: with the names that administrators gave them as an agent. */
export function useWriter(): NamedAgent {
  const { name, roles } = usePerson();
  const { data } = useQuery({ ...me, enabled: roles.includes('agent') });
  return { name, firstName: data?.firstName, lastName: data?.lastName, nickname: data?.nickname };
}

/** A quick reply or template in the words that the customer will get; what nobody knows becomes nothing (product.md 27). */
export const filledFor = (message: string, known: Addressee | null, writer: NamedAgent): Filled =>
  fill(message, fillingsFor(known ?? { contact: null, account: null, variables: {} }, writer));
