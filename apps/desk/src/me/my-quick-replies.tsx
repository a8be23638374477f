import { Button, Select, TagsInput, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { v7 as newId } from 'uuid';
import {
  locales,
  personalQuickReplyRequest,
  type PersonalQuickReplyRequest,
  type PersonalQuickReplyView,
} from '#contracts';
import { myQuickReplies, removeMyQuickReply, saveMyQuickReply } from '../api/quick-replies.ts';
import { Refused } from '../api/refused.ts';
import { Dialog } from '../parts/dialog.tsx';
import { DialogFoot } from '../parts/dialog-foot.tsx';
import { Failed } from '../parts/empty.tsx';
import { Bone, Loading } from '../parts/small.tsx';
import { tell, tellFailure } from '../shell/tell.tsx';
import { meWords } from '../words/en-me.ts';
import { Section } from './me.tsx';
import styles from './me.module.css';

const words = meWords.replies;
const languages = new Intl.DisplayNames('en', { type: 'language' });
const browserLocale = locales.find((one) => one === navigator.language) ?? 'en-US';

interface Edited {
  readonly id: string;
  /** 0: a new one. */
  readonly version: number;
  readonly reply: PersonalQuickReplyRequest;
}
const aNewOne = (): Edited => ({
  id: newId(),
  version: 0,
  reply: { locale: browserLocale, message: '', tags: [] },
});

/** Replies that only their owner sees (product.md 28): written, changed and removed here, used behind `/q`. */
export function MyQuickReplies() {
  const cache = useQueryClient();
  const { data, error, refetch } = useQuery(myQuickReplies);
  const [edited, setEdited] = useState<Edited | null>(null);
  const again = () => cache.invalidateQueries({ queryKey: ['quick-replies'] });
  const removing = useMutation({
    mutationFn: ({ id, version }: PersonalQuickReplyView) => removeMyQuickReply(id, version),
    onSuccess: async (_, { locale, message, tags }) => {
      // under an id of its own: what was removed is gone
      const back = () => void saveMyQuickReply(newId(), 0, { locale, message, tags }).then(again, tellFailure);
      tell(words.removed, back);
      await again();
    },
    onError: tellFailure,
  });
  return (
    <Section title={words.title} text={words.text}>
      {error && !data ? (
        <Failed what={words.failed} error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading>
          <Bone height={44} />
        </Loading>
      ) : data.length === 0 ? (
        <p className={styles.none}>{words.none}</p>
      ) : (
        <ul className={styles.replies}>
          {data.map((reply) => (
            <li key={reply.id}>
              <div className={styles.reply}>
                <p dir="auto">{reply.message}</p>
                <p className={styles.about}>
                  {languages.of(reply.locale)}
                  {reply.tags.map((tag) => ` #${tag}`)}
                </p>
              </div>
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() =>
                  setEdited({
                    id: reply.id,
                    version: reply.version,
                    reply: { locale: reply.locale, message: reply.message, tags: reply.tags },
                  })
                }
              >
                {words.edit}
              </Button>
              <Button variant="subtle" color="gray" size="compact-sm" onClick={() => removing.mutate(reply)}>
                {words.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button variant="default" onClick={() => setEdited(aNewOne())}>
        {words.add}
      </Button>
      <Dialog
        isOpen={edited !== null}
        onClose={() => setEdited(null)}
        title={edited?.version ? words.edit : words.add}
        width={520}
      >
        {edited && (
          <ReplyForm
            edited={edited}
            onDone={async () => {
              setEdited(null);
              tell(words.kept);
              await again();
            }}
            onCancel={() => setEdited(null)}
          />
        )}
      </Dialog>
    </Section>
  );
}

type Field = 'locale' | 'message' | 'tags';

interface ReplyFormProps {
  readonly edited: Edited;
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

function ReplyForm({ edited: { id, version, reply: first }, onDone, onCancel }: ReplyFormProps) {
  const [reply, setReply] = useState(first);
  const [errors, setErrors] = useState<Partial<Record<Field, string>>>({});
  const saving = useMutation({
    mutationFn: (asked: PersonalQuickReplyRequest) => saveMyQuickReply(id, version, asked),
    onSuccess: onDone,
    onError: (error) => {
      const named = error instanceof Refused ? Object.entries(error.fields) : [];
      if (named.length === 0) return tellFailure(error);
      setErrors(Object.fromEntries(named.map(([field, message]) => [field.split('.')[0]!, message])));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const asked = personalQuickReplyRequest.safeParse(reply);
    if (asked.success) return saving.mutate(asked.data);
    setErrors(Object.fromEntries(asked.error.issues.map(({ path, message }) => [String(path[0]), message])));
  };
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <Textarea
        data-autofocus
        label={words.message}
        description={words.messageHint}
        error={errors.message}
        autosize
        minRows={3}
        maxRows={10}
        dir="auto"
        value={reply.message}
        onChange={(event) => setReply({ ...reply, message: event.currentTarget.value })}
      />
      <Select
        label={words.language}
        error={errors.locale}
        searchable
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        data={locales.map((value) => ({ value, label: languages.of(value) ?? value }))}
        value={reply.locale}
        onChange={(value) => value && setReply({ ...reply, locale: value as PersonalQuickReplyRequest['locale'] })}
      />
      <TagsInput
        label={words.tags}
        description={words.tagsHint}
        error={errors.tags}
        comboboxProps={{ withinPortal: false }}
        value={reply.tags}
        onChange={(tags) => setReply({ ...reply, tags: tags.map((tag) => tag.replace(/^#/, '')) })}
      />
      <DialogFoot onCancel={onCancel} isBusy={saving.isPending}>
        {words.save}
      </DialogFoot>
    </form>
  );
}
