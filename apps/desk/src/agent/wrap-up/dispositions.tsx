import { TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { ChosenDispositionsView, ConversationView, DispositionOptionsView } from '#contracts';
import { chooseDispositions, chosenDispositions, dispositionOptions } from '../../api/dispositions.ts';
import { Failed } from '../../parts/empty.tsx';
import { Bone, Loading } from '../../parts/small.tsx';
import { tellFailure } from '../../shell/tell.tsx';
import { useMe } from '../../shell/use-agent.ts';
import '../../theme/inputs.css';
import { messages } from '../../words/en.ts';
import { wrapUpWords as words } from '../../words/en-wrap-up.ts';
import { categoriesOf, chosenBy, pressed, saidByOthers } from './choosing.ts';
import styles from './dispositions.module.css';

/** More than this many are searched, not read through. */
const manyReasons = 12;

interface DispositionsProps {
  readonly conversation: ConversationView;
  /** Somebody tried to close without a reason. */
  readonly isMissed: boolean;
}

/** What the conversation came to, chosen while it is wrapped up; nothing where its workstream asks nothing (product.md 35). */
export function Dispositions({ conversation, isMissed }: DispositionsProps) {
  const options = useQuery(dispositionOptions(conversation.workstreamId));
  const chosen = useQuery({ ...chosenDispositions(conversation.id), enabled: options.data?.enabled ?? false });
  const failed = [options, chosen].find(({ error, data }) => error && !data);
  if (options.data && !options.data.enabled) return null;
  if (failed) return <Failed what={words.failed} error={failed.error!} onRetry={() => void failed.refetch()} />;
  if (!options.data || !chosen.data) {
    return (
      <div className={styles.picker}>
        <Loading>
          <Bone height={28} />
        </Loading>
      </div>
    );
  }
  return <Picker conversation={conversation} options={options.data} chosen={chosen.data} isMissed={isMissed} />;
}

interface PickerProps extends DispositionsProps {
  readonly options: DispositionOptionsView;
  readonly chosen: ChosenDispositionsView;
}

function Picker({ conversation, options, chosen, isMissed }: PickerProps) {
  const cache = useQueryClient();
  const me = useMe().data?.id ?? null;
  const titleId = useId();
  const [search, setSearch] = useState('');
  const choosing = useMutation({
    mutationFn: (ids: readonly string[]) => chooseDispositions(cache, conversation.id, ids),
    scope: { id: `dispositions ${conversation.id}` },
    onError: tellFailure,
  });
  const kept = chosenBy(chosen, me);
  // What was pressed is seen at once; a refusal takes it back.
  const mine = choosing.isPending ? choosing.variables : kept;
  const { atMost, requireToClose, items } = options;
  const press = (id: string) => {
    const next = pressed(mine, id, atMost);
    if (next) choosing.mutate(next);
  };
  const categories = categoriesOf(items, chosen.items, mine, search);
  const isFull = atMost > 1 && mine.length >= atMost;
  const others = saidByOthers(chosen, me);
  return (
    <section className={styles.picker} aria-labelledby={titleId} data-dispositions>
      <div className={styles.head}>
        <h3 className={styles.title} id={titleId}>
          {words.title}
        </h3>
        <span className={styles.hint}>
          {[requireToClose && words.required, atMost > 1 && words.atMost(atMost)].filter(Boolean).join(', ')}
        </span>
        {items.length > manyReasons && (
          <TextInput
            className={styles.find!}
            aria-label={words.find}
            placeholder={words.find}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
      </div>
      {isMissed && mine.length === 0 && (
        <p className={styles.missing} role="alert">
          {messages.chooseReason}
        </p>
      )}
      {categories.map(({ name, choices }) => (
        <fieldset key={name} className={styles.category}>
          <legend dir="auto">{name === '' ? words.other : name}</legend>
          {choices.map((choice) => (
            <label key={choice.id} className={styles.choice}>
              <input
                type="checkbox"
                checked={choice.isChosen}
                disabled={isFull && !choice.isChosen}
                onChange={() => press(choice.id)}
              />
              <bdi>{choice.name}</bdi>
              {choice.stopsTexts && <span className={styles.stops}>{words.stopsTexts}</span>}
            </label>
          ))}
        </fieldset>
      ))}
      {categories.length === 0 && search !== '' && (
        <p className={styles.hint} role="status">
          {words.noneFound(search.trim())}
        </p>
      )}
      {others.map(({ name, reasons }) => (
        <p key={name} className={styles.others} dir="auto">
          {words.byColleague(reasons, name)}
        </p>
      ))}
    </section>
  );
}
