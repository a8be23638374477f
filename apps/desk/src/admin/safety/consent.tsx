import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconShieldCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { address, consentSources, consentStatus } from '#contracts';
import { type ConsentFilter, consentEntries } from '../../api/safety.ts';
import { type Pair, ConsentOfOne } from '../../parts/consent-of-one.tsx';
import { ConsentTable, sourceOf } from '../../parts/consent-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { More } from '../../parts/more.tsx';
import { Read } from '../../parts/read.tsx';
import { Address, isForgotten } from '../../parts/small.tsx';
import { tableStyles as table } from '../../parts/table.tsx';
import { safetyWords } from '../../words/en-safety.ts';
import { AdminPage } from '../patterns/page.tsx';
import own from './safety.module.css';
import { ConsentFiles } from './consent-files.tsx';
import { RecordConsent } from './record-consent.tsx';
import { typedAddress } from './typed-address.ts';

const words = safetyWords.consent;

/** The consent ledger: every line, or what holds now. */
export function Consent() {
  const [typed, setTyped] = useState('');
  const [status, setStatus] = useState<string | null>(null);
  const [source, setSource] = useState<string | null>(null);
  const [isCurrent, setCurrent] = useState(false);
  const [customer] = useDebouncedValue(typedAddress(typed), 250);
  const [pair, setPair] = useState<Pair | null>(null);
  const [isRecording, setRecording] = useState(false);
  const filter: ConsentFilter = {
    // half a number finds nothing: it is asked for once it is one
    customer: address.safeParse(customer).success ? customer : undefined,
    status: status ?? undefined,
    source: source ?? undefined,
    current: isCurrent ? 'true' : undefined,
  };
  const isFiltered = Object.values(filter).some((one) => one !== undefined);
  const list = useInfiniteQuery(consentEntries(filter));
  return (
    <AdminPage
      title={words.title}
      intro={words.intro}
      actions={
        <>
          <ConsentFiles filter={filter} />
          <Button onClick={() => setRecording(true)}>{words.record}</Button>
        </>
      }
    >
      <div className={own.filters}>
        <TextInput
          aria-label={words.find}
          placeholder={words.find}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Select
          aria-label={words.status}
          placeholder={words.status}
          clearable
          data={consentStatus.options.map((one) => ({ value: one, label: words.statuses[one] ?? one }))}
          value={status}
          onChange={setStatus}
        />
        <Select
          aria-label={words.source}
          placeholder={words.source}
          clearable
          data={consentSources.map((one) => ({ value: one as string, label: sourceOf(one) }))}
          value={source}
          onChange={setSource}
        />
        <Checkbox
          label={words.current}
          checked={isCurrent}
          onChange={(event) => setCurrent(event.currentTarget.checked)}
        />
      </div>
      <div className={table.card}>
        <Read query={list} what={words.failed}>
          {({ pages }) => {
            const items = pages.flatMap((one) => one.items);
            if (items.length === 0) {
              return (
                <Empty icon={IconShieldCheck} title={isFiltered ? words.noMatch : words.none}>
                  {isFiltered ? null : words.noneText}
                </Empty>
              );
            }
            return (
              <ConsentTable
                label={words.title}
                entries={items}
                customerOf={(entry) =>
                  isForgotten(entry.customer) ? (
                    <Address of={entry.customer} />
                  ) : (
                    <button type="button" className={own.link} onClick={() => setPair(entry)}>
                      <Address of={entry.customer} />
                    </button>
                  )
                }
              />
            );
          }}
        </Read>
        <More list={list} />
      </div>
      {pair && <ConsentOfOne pair={pair} onClose={() => setPair(null)} />}
      {isRecording && <RecordConsent onClose={() => setRecording(false)} />}
    </AdminPage>
  );
}
