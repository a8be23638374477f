import { useState } from 'react';
import type { ConversationView } from '#contracts';
import { CustomerName } from '../parts/customer.tsx';
import { useSessionTemplate } from './use-session-template.ts';

/** What a session is called, on screen: as its template says, or as its customer is called. */
export function SessionName({ conversation }: { readonly conversation: ConversationView }) {
  const title = useSessionTemplate(conversation).data?.title ?? null;
  return title === null ? (
    <CustomerName conversationId={conversation.id} address={conversation.customer} />
  ) : (
    <bdi>{title}</bdi>
  );
}

/** The picture of a session's template; nothing where it has none, or none that can be loaded. */
export function SessionIcon({ conversation }: { readonly conversation: ConversationView }) {
  const icon = useSessionTemplate(conversation).data?.icon ?? null;
  const [broken, setBroken] = useState<string | null>(null);
  if (icon === null || icon === broken) return null;
  return <img src={icon} alt="" width={16} height={16} referrerPolicy="no-referrer" onError={() => setBroken(icon)} />;
}
