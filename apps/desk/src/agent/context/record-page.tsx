import { Button } from '@mantine/core';
import { IconUserSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { CaseView, ContactView, ContextView, CustomerAccountView, KnownRecord, RecordEntity } from '#contracts';
import { Refused } from '../../api/refused.ts';
import { casesOf, context as contextQuery, directoryRecord } from '../../api/customers.ts';
import { Avatar } from '../../parts/avatar.tsx';
import { Empty, Failed } from '../../parts/empty.tsx';
import { Address, Bone, Fact, Facts, Loading } from '../../parts/small.tsx';
import { Tag } from '../../parts/tag.tsx';
import { arrange, conversationPage } from '../../shell/panes.ts';
import { pageWords } from '../../words/en-pages.ts';
import styles from './context.module.css';

const words = pageWords.record;

type Entry = ContactView | CustomerAccountView | CaseView;
type Value = string | number | boolean | null;

interface RecordPageProps {
  readonly conversationId: string;
  readonly entity: RecordEntity;
  /** Null: none is linked. */
  readonly recordId: string | null;
}

/** A record of the directory, whole; of a directory that is kept elsewhere, what the conversation knows of it. */
export function RecordPage({ conversationId, entity, recordId }: RecordPageProps) {
  const { data: known } = useQuery(contextQuery(conversationId));
  const linked = linkedIn(known ?? null, entity);
  const own = linked && linked.id === recordId ? linked : null;
  const entry = useQuery({
    ...directoryRecord(entity, recordId ?? ''),
    enabled: recordId !== null,
    retry: isWorthAnother,
  });
  if (recordId === null) {
    return (
      <Empty
        icon={IconUserSearch}
        title={words.none[entity]}
        actions={
          <Button variant="default" onClick={() => arrange(conversationId, { selected: conversationPage })}>
            {pageWords.show(pageWords.conversation)}
          </Button>
        }
      >
        {words.noneText}
      </Empty>
    );
  }
  if (!entry.data && !own) {
    return entry.error ? (
      <Failed what={words.failed[entity]} error={entry.error} onRetry={() => void entry.refetch()} />
    ) : (
      <RecordBones />
    );
  }
  return (
    <div className={styles.pane}>
      <Card entity={entity} known={own} entry={entry.data ?? null} />
      {entity !== 'case' && <Cases entity={entity} id={recordId} />}
    </div>
  );
}

/** What is not there is not asked for twice. */
const isWorthAnother = (failures: number, error: Error): boolean => !(error instanceof Refused) && failures < 3;

const linkedIn = (known: ContextView | null, entity: RecordEntity): KnownRecord | null =>
  ({ customer: known?.contact, account: known?.account, case: known?.case })[entity] ?? null;

interface CardProps {
  readonly entity: RecordEntity;
  readonly known: KnownRecord | null;
  readonly entry: Entry | null;
}

function Card({ entity, known, entry }: CardProps) {
  const name = entry ? nameOf(entry) : known!.name;
  const address = entry && 'address' in entry ? entry.address : known?.attributes['address'];
  const own = entry ? ownOf(entry) : [];
  const others = entry ? entry.attributes : (known?.attributes ?? {});
  const numbers = entry && 'numbers' in entry ? Object.entries(entry.numbers) : [];
  return (
    <section className={styles.section} aria-label={words.kinds[entity]}>
      <div className={styles.person}>
        {entity !== 'case' && <Avatar of={name} tone="accent" size="large" />}
        <div className={styles.who}>
          <h3 className={styles.name} dir="auto">
            {name}
          </h3>
          <p className={styles.sub}>
            {words.kinds[entity]} {entry && !entry.active && <Tag tone="risk">{words.inactive}</Tag>}
          </p>
        </div>
      </div>
      <Facts>
        {own.map(([field, value]) => (
          <Fact key={field} name={words.fields[field] ?? field}>
            <bdi>{value}</bdi>
          </Fact>
        ))}
        {numbers.map(([column, number]) => (
          <Fact key={column} name={words.numbers[column] ?? column}>
            <Address of={number} />
          </Fact>
        ))}
        {Object.entries(others)
          .filter(([field, value]) => field !== 'address' && value !== null && value !== '')
          .map(([field, value]) => (
            <Fact key={`own ${field}`} name={words.fields[field] ?? field}>
              <bdi>{said(value)}</bdi>
            </Fact>
          ))}
      </Facts>
      {typeof address === 'string' && /^https?:/.test(address) && (
        <p className={styles.answers}>
          <a href={address} target="_blank" rel="noreferrer noopener">
            {words.openCase}
          </a>
        </p>
      )}
    </section>
  );
}

const nameOf = (entry: Entry): string =>
  'name' in entry ? entry.name : [entry.number, entry.title].filter(Boolean).join(' · ');

/** The directory's own columns that are filled in. */
function ownOf(entry: Entry): readonly (readonly [string, string])[] {
  const columns: Readonly<Record<string, unknown>> = entry;
  return ['firstName', 'lastName', 'nickname', 'company', 'number', 'title', 'email'].flatMap((field) => {
    const value = columns[field];
    return typeof value === 'string' && value !== '' ? [[field, value] as const] : [];
  });
}

const said = (value: Value): string => (typeof value === 'boolean' ? (value ? words.yes : words.no) : String(value));

function Cases({ entity, id }: { readonly entity: 'customer' | 'account'; readonly id: string }) {
  const { data } = useQuery({ ...casesOf(entity, id), retry: isWorthAnother });
  if (!data) return null;
  return (
    <section className={styles.section} aria-label={words.cases}>
      <h3 className={styles.title}>{words.cases}</h3>
      {data.length === 0 && <p className={styles.sub}>{words.noCases}</p>}
      <ul className={styles.cards}>
        {data.map(({ id: caseId, number, title, address }) => (
          <li key={caseId} className={styles.card}>
            <span className={styles.cardText}>
              <strong dir="auto">{number}</strong>
              {title !== '' && <span dir="auto">{title}</span>}
              {address && (
                <a href={address} target="_blank" rel="noreferrer noopener">
                  {words.openCase}
                </a>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const RecordBones = () => (
  <section className={styles.section}>
    <Loading>
      <div className={styles.cards}>
        <Bone width={160} height={16} />
        <Bone width={220} />
        <Bone width={190} />
      </div>
    </Loading>
  </section>
);
