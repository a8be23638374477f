import { Button, TagsInput } from '@mantine/core';
import { IconUserOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { erasureRequest, type ErasureView } from '#contracts';
import { erasures } from '../../api/erasures.ts';
import { Empty } from '../../parts/empty.tsx';
import { More } from '../../parts/more.tsx';
import { Read } from '../../parts/read.tsx';
import { When } from '../../parts/small.tsx';
import { Card, DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { forgettingWords as words } from '../../words/en-forgetting.ts';
import { figure } from '../../words/plural.ts';
import styles from '../admin.module.css';
import { OneOfMany } from '../customers/one-of-many.tsx';
import { errorsOf, type FieldErrors } from '../patterns/contract.ts';
import { Field } from '../patterns/form-parts.tsx';
import { AdminPage, Section, Sections } from '../patterns/page.tsx';
import { ForgetForEver } from './forget-for-ever.tsx';
import { Forgetting } from './forgetting.tsx';

export const ProgressTag = ({ of }: { readonly of: ErasureView['state'] }) => (
  <Tag tone={of === 'done' ? 'good' : 'risk'}>{words.states[of] ?? of}</Tag>
);

const Requests = ({ items }: { readonly items: readonly ErasureView[] }) =>
  items.length === 0 ? (
    <Empty icon={IconUserOff} title={words.none}>
      {words.noneText}
    </Empty>
  ) : (
    <DataTable
      label={words.list}
      columns={[
        { name: words.asked },
        { name: words.by },
        { name: words.places.conversations },
        { name: words.places.gateway },
        { name: words.places.routing },
        { name: words.blanked, end: true },
        { name: words.done, end: true },
      ]}
    >
      {items.map((one) => (
        <tr key={one.id}>
          <td className={table.strong}>
            <When at={one.requestedAt} />
          </td>
          <td dir="auto">{one.requestedBy}</td>
          <td>
            <ProgressTag of={one.conversations} />
          </td>
          <td>
            <ProgressTag of={one.gateway} />
          </td>
          <td>
            <ProgressTag of={one.routing} />
          </td>
          <td className={table.end}>{figure(one.blanked)}</td>
          <td className={`${table.end} ${table.quiet}`}>{one.doneAt && <When at={one.doneAt} />}</td>
        </tr>
      ))}
    </DataTable>
  );

/** Forgets a customer who asks for it, and keeps how far each request is (product.md 34). */
export function Forget() {
  const { contact } = useSearch({ from: '/admin/forget' });
  const navigate = useNavigate();
  const [numbers, setNumbers] = useState<string[]>([]);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [isAsking, setAsking] = useState(false);
  const [begun, setBegun] = useState<string | null>(null);
  const list = useInfiniteQuery(erasures);
  const meant = { contactId: contact ?? null, numbers };
  const choose = (next: string | null) =>
    void navigate({ to: '/admin/forget', search: next === null ? {} : { contact: next }, replace: true });
  const ask = () => {
    const isNobody = meant.contactId === null && numbers.length === 0;
    const wrong = isNobody ? { numbers: words.nobody } : errorsOf(erasureRequest, meant);
    setErrors(wrong);
    setAsking(Object.keys(wrong).length === 0);
  };
  const begin = (id: string) => {
    setAsking(false);
    setNumbers([]);
    choose(null);
    setBegun(id);
  };
  const refuse = (wrong: FieldErrors) => {
    setErrors(wrong);
    setAsking(false);
  };
  const wrongNumber = Object.entries(errors).find(([at]) => at.startsWith('numbers'));
  const at = Number(wrongNumber?.[0].split('.')[1]);
  return (
    <AdminPage title={words.title} intro={words.intro}>
      <Sections>
        <Section title={words.whom} text={words.whomText}>
          <div className={styles.fields}>
            <OneOfMany
              kind="contact"
              name={words.contactId}
              error={errors['contactId']}
              value={meant.contactId}
              onChange={(next) => choose(typeof next === 'string' ? next : null)}
            />
            <Field
              name={words.numbers}
              hint={words.numbersHint}
              error={wrongNumber && [numbers[at], wrongNumber[1]].filter(Boolean).join(': ')}
            >
              {(ids) => (
                <TagsInput
                  {...ids}
                  inputMode="tel"
                  maxTags={50}
                  splitChars={[',', ';']}
                  value={numbers}
                  onChange={setNumbers}
                />
              )}
            </Field>
          </div>
          <div className={styles.below}>
            <Button color="bad" onClick={ask}>
              {words.go}
            </Button>
          </div>
        </Section>
        <Card title={words.list} note={words.listText}>
          <Read query={list} what={words.failed}>
            {({ pages }) => <Requests items={pages.flatMap(({ items }) => items)} />}
          </Read>
          <More list={list} />
        </Card>
      </Sections>
      {isAsking && <ForgetForEver meant={meant} onBegun={begin} onRefused={refuse} onClose={() => setAsking(false)} />}
      {begun && <Forgetting id={begun} onClose={() => setBegun(null)} />}
    </AdminPage>
  );
}
