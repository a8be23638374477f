import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { v7 as newId } from 'uuid';
import type { WritingFirstView } from '#contracts';
import { findCustomers } from '../../api/customers.ts';
import { Refused } from '../../api/refused.ts';
import { consentOf } from '../../api/safety.ts';
import { startConversation, writingFirst } from '../../api/writing-first.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Empty, Failed } from '../../parts/empty.tsx';
import { Address, Bone, Loading } from '../../parts/small.tsx';
import { recipientsOf, type Recipient } from '../../parts/recipients.ts';
import { Tag } from '../../parts/tag.tsx';
import { asDate } from '../../parts/time.ts';
import { useOptions } from '../../parts/use-options.ts';
import { tell } from '../../shell/tell.tsx';
import '../../theme/inputs.css';
import { typedWords } from '../../words/en-typed.ts';
import { words as shared } from '../../words/en.ts';
import { writingWords } from '../../words/en-writing.ts';
import { useDraft } from '../composer/draft.ts';
import { filledFor, useWriter } from '../composer/fill-reply.ts';
import { inLanguage } from '../composer/in-language.ts';
import { canSend } from '../composer/limits.ts';
import { SegmentMeter } from '../composer/segment-meter.tsx';
import styles from './new-text.module.css';
import { looksLikeNumber } from './looks-like-number.ts';
import { numberIn } from './number-in.ts';

const words = writingWords.first;

/** An agent writes first: on which line, to whom, whether they may be texted, and what (product.md 43, G4). */
export function NewText({ to, onClose }: Pick<FormProps, 'to' | 'onClose'>) {
  const { data, error, refetch } = useQuery(writingFirst);
  return (
    <Dialog isOpen onClose={onClose} title={words.title} width={480}>
      {error && !data ? (
        <Failed what={words.failed} error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading>
          <Bone height={28} />
        </Loading>
      ) : data.channels.length === 0 ? (
        <Empty icon={IconInbox} title={words.noChannels} />
      ) : (
        <Form choices={data} to={to} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface FormProps {
  readonly choices: WritingFirstView;
  /** Who was chosen before; null: nobody. */
  readonly to: Recipient | null;
  readonly onClose: () => void;
}

function Form({ choices: { channels, templates }, to, onClose }: FormProps) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const writer = useWriter();
  const [channelId, setChannel] = useState<string>(channels[0]!.id);
  const channel = channels.find(({ id }) => id === channelId) ?? channels[0]!;
  const [typed, setTyped] = useState(to?.name ?? '');
  const [chosen, setChosen] = useState(to);
  const [body, write] = useDraft('new', 'text');
  // One id for as long as this is open: a second press of Send is the same conversation.
  const [id] = useState(() => newId());
  const customer = chosen?.number ?? (looksLikeNumber(typed) ? numberIn(typed, channel.number) : null);
  const consent = useQuery({
    ...consentOf(channel.number, customer ?? ''),
    enabled: customer !== null,
    retry: false,
  });
  const forbids = consent.data ? !consent.data.mayBeTexted : false;
  const sending = useMutation({
    mutationFn: () => startConversation(cache, id, { channelId: channel.id, to: customer!, body: body.trim() }),
    onSuccess: async () => {
      write('');
      onClose();
      tell(words.sent);
      await navigate({ to: '/work/c/$conversation', params: { conversation: id } });
    },
  });
  const isReady = customer !== null && !forbids && canSend(body, 0) && !sending.isPending;
  const take = (templateId: string) => {
    const template = templates.find((one) => one.id === templateId);
    if (!template) return;
    const known = chosen && { contact: chosen, account: null, variables: {} };
    const { text, empty } = filledFor(inLanguage(template, channel.language), known, writer);
    write(text);
    if (empty.length > 0) tell(typedWords.fillIn(empty));
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) sending.mutate();
      }}
    >
      <NativeSelect
        label={words.from}
        data={channels.map(({ id: value, name, number }) => ({ value, label: `${name}, ${number}` }))}
        value={channel.id}
        onChange={(event) => setChannel(event.currentTarget.value)}
      />
      <div>
        <To typed={typed} onType={setTyped} chosen={chosen} onChoose={setChosen} />
        <p className={styles.consent} role="status">
          {customer === null ? (
            looksLikeNumber(typed) && words.notANumber
          ) : (
            <>
              <Address of={customer} />
              {consent.data?.mayBeTexted && <Tag tone="good">{words.mayBeTexted}</Tag>}
              {forbids && (
                <Tag tone="bad">
                  {consent.data?.optedOut ? words.optedOut(asDate(consent.data.optedOut.at)) : words.blocked}
                </Tag>
              )}
            </>
          )}
        </p>
      </div>
      {templates.length > 0 && (
        <NativeSelect
          label={words.template}
          data={[
            { value: '', label: words.ownWords },
            ...templates.map(({ id: value, name }) => ({ value, label: name })),
          ]}
          onChange={(event) => take(event.currentTarget.value)}
        />
      )}
      <div>
        <Textarea
          label={words.body}
          autosize
          minRows={3}
          maxRows={10}
          dir="auto"
          value={body}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            if (isReady) sending.mutate();
          }}
        />
        <div className={styles.meter}>
          <SegmentMeter body={body} />
        </div>
      </div>
      {sending.error && (
        <p className={styles.refusal} role="alert">
          {sending.error instanceof Refused ? sending.error.message : shared.common.notDone}
        </p>
      )}
      <div className={styles.foot}>
        <p>{words.waits}</p>
        <Button variant="default" onClick={onClose}>
          {shared.common.cancel}
        </Button>
        <Button type="submit" disabled={!isReady} loading={sending.isPending}>
          {words.send}
        </Button>
      </div>
    </form>
  );
}

interface ToProps {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly chosen: Recipient | null;
  readonly onChoose: (recipient: Recipient | null) => void;
}

/** A number as it is typed, or somebody of the directory found by their name. */
function To({ typed, onType, chosen, onChoose }: ToProps) {
  const q = useDeferredValue(typed.trim());
  const isAsked = chosen === null && q.length > 1;
  const { data } = useQuery({ ...findCustomers(q), enabled: isAsked, placeholderData: keepPreviousData });
  const found = isAsked && data ? recipientsOf(data) : [];
  const choose = (index: number) => {
    const recipient = found[index];
    if (!recipient) return;
    onChoose(recipient);
    onType(recipient.name);
  };
  const options = useOptions(found.length, q, choose);
  return (
    <>
      <TextInput
        data-autofocus
        autoFocus
        label={words.to}
        role="combobox"
        autoComplete="off"
        aria-expanded={found.length > 0}
        aria-controls={options.listId}
        aria-activedescendant={options.activeId}
        placeholder={words.toHint}
        value={typed}
        onChange={(event) => {
          onType(event.currentTarget.value);
          onChoose(null);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Tab' || (event.key === 'Enter' && found.length === 0)) return;
          options.press(event);
        }}
      />
      <ul
        className={found.length > 0 ? styles.found : undefined}
        role="listbox"
        id={options.listId}
        aria-label={words.found}
        hidden={found.length === 0}
      >
        {found.map(({ id, name, written }, index) => (
          <li
            key={id}
            id={options.idOf(index)}
            role="option"
            aria-selected={options.isActive(index)}
            className={styles.option}
            onPointerMove={() => options.point(index)}
            onClick={() => choose(index)}
          >
            <strong dir="auto">{name}</strong>
            <bdi dir="ltr">{written}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}
