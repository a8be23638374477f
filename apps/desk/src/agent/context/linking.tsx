import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconUnlink, IconUserSearch } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import type { ContextView, ConversationView, LinkRequest } from '#contracts';
import { late } from '../../parts/late.ts';
import { link, unlink } from '../../api/customers.ts';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { agentWords } from '../../words/en-agent.ts';
import styles from './context.module.css';

const words = agentWords.context;
const Find = late(() => import('./find.tsx').then(({ Find: component }) => component));

interface LinkingProps {
  readonly conversation: ConversationView;
  readonly known: ContextView | null;
}

/** What links again what is known now; null: nothing is. */
const linked = (known: ContextView | null, what: 'customer' | 'case'): LinkRequest | null => {
  if (what === 'case') return known?.case ? { caseId: known.case.id } : null;
  if (known?.contact) return { contactId: known.contact.id };
  return known?.account ? { accountId: known.account.id } : null;
};

/** Says who the customer is, or that they are not, which can be undone; what it becomes is told in passing. */
export function useLinking(conversationId: string, known: ContextView | null) {
  const cache = useQueryClient();
  const linking = useMutation({
    mutationFn: (what: LinkRequest) => link(cache, conversationId, what),
    onSuccess: () => tell(words.linked),
    onError: tellFailure,
  });
  const unlinking = useMutation({
    mutationFn: async (what: 'customer' | 'case') => {
      const before = linked(known, what);
      await unlink(cache, conversationId, what);
      return before;
    },
    onSuccess: (before) => tell(words.unlinked, before ? () => linking.mutate(before) : undefined),
    onError: tellFailure,
  });
  return { linking, unlinking };
}

/** Find somebody else, or nobody: only while the conversation goes on (product.md 19.6). */
export function LinkMenu({ conversation, known }: LinkingProps) {
  const [isFinding, setFinding] = useState(false);
  const { unlinking } = useLinking(conversation.id, known);
  if (conversation.status === 'closed') return null;
  const isKnown = known !== null && (known.contact !== null || known.account !== null);
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon aria-label={words.customerMore}>
            <IconDots size={17} stroke={1.8} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconUserSearch size={16} stroke={1.7} aria-hidden />}
            onClick={() => setFinding(true)}
          >
            {isKnown ? words.changeCustomer : words.findCustomer}
          </Menu.Item>
          {isKnown && (
            <Menu.Item
              leftSection={<IconUnlink size={16} stroke={1.7} aria-hidden />}
              onClick={() => unlinking.mutate('customer')}
            >
              {words.unlinkCustomer}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isFinding && (
        <Suspense>
          <Find conversation={conversation} what="customer" onClose={() => setFinding(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Several have this number: one of them can be chosen, and nobody is chosen silently (product.md 43 G7). */
export function Candidates({ conversation, known }: { conversation: ConversationView; known: ContextView }) {
  const { linking } = useLinking(conversation.id, known);
  return (
    <section className={styles.section} aria-label={words.candidates}>
      <h3 className={styles.title}>{words.candidates}</h3>
      <ul className={styles.cards}>
        {known.candidates.map(({ kind, id, name, attributes }) => (
          <li key={`${kind} ${id}`} className={styles.card}>
            <span className={styles.cardText}>
              <strong dir="auto">{name}</strong>
              <span>{[words.kinds[kind], attributes['company'], attributes['email']].filter(Boolean).join(', ')}</span>
            </span>
            <Button
              size="compact-sm"
              variant="default"
              loading={linking.isPending}
              onClick={() =>
                linking.mutate((kind === 'contact' ? { contactId: id } : { accountId: id }) as LinkRequest)
              }
            >
              {words.linkThis}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the conversation is about, in the system where cases are kept. */
export function CaseCard({ conversation, known }: LinkingProps) {
  const [isFinding, setFinding] = useState(false);
  const { unlinking } = useLinking(conversation.id, known);
  const isOver = conversation.status === 'closed';
  const found = known?.case ?? null;
  if (isOver && !found) return null;
  const title = found?.attributes['title'];
  const isTitled = typeof title === 'string' && title !== '' && !found?.name.includes(title);
  const address = found?.attributes['address'];
  return (
    <section className={styles.section} aria-label={words.case}>
      <div className={styles.titleLine}>
        <h3 className={styles.title}>{words.case}</h3>
        {!isOver && (
          <Button variant="subtle" size="compact-sm" onClick={() => setFinding(true)}>
            {found ? words.change : words.choose}
          </Button>
        )}
      </div>
      {found ? (
        <div className={styles.card}>
          <span className={styles.cardText}>
            <strong dir="auto">{found.name}</strong>
            {isTitled && <span dir="auto">{title}</span>}
            {typeof address === 'string' && /^https?:/.test(address) && (
              <a href={address} target="_blank" rel="noreferrer noopener">
                {words.openCase}
              </a>
            )}
          </span>
          {!isOver && (
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => unlinking.mutate('case')}>
              {words.remove}
            </Button>
          )}
        </div>
      ) : (
        <p className={styles.sub}>{words.noCase}</p>
      )}
      {isFinding && (
        <Suspense>
          <Find conversation={conversation} what="case" onClose={() => setFinding(false)} />
        </Suspense>
      )}
    </section>
  );
}
