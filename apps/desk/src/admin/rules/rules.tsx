import { Button, TextInput } from '@mantine/core';
import { IconRoute, IconSearch } from '@tabler/icons-react';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { workstreams as workstreamsQuery } from '../../api/channel-config.ts';
import { classificationOf, routesOf } from '../../api/routing-settings.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { queueWords } from '../../words/en-queues.ts';
import { ruleWords as words } from '../../words/en-rules.ts';
import definitions from '../definitions/definitions.module.css';
import { AdminPage } from '../patterns/page.tsx';
import { NewOne } from '../set-up/links.tsx';

const pageSize = 25;

interface RowsProps {
  readonly workstreams: readonly { readonly id: string; readonly name: string }[];
}

/** How many rules each has is asked of those alone that are shown. */
function Rows({ workstreams }: RowsProps) {
  const classifications = useQueries({ queries: workstreams.map(({ id }) => classificationOf(id)) });
  const routes = useQueries({ queries: workstreams.map(({ id }) => routesOf(id)) });
  return (
    <DataTable
      label={words.title}
      columns={[{ name: words.workstream }, { name: words.classification }, { name: words.routes }]}
    >
      {workstreams.map(({ id, name }, index) => {
        const rulesets = classifications[index]?.data?.rulesets;
        const rules = routes[index]?.data?.rules;
        const classified = rulesets?.reduce((sum, one) => sum + one.rules.length, 0);
        return (
          <tr key={id}>
            <td className={table.strong} dir="auto">
              <Link to="/admin/workstreams/$id" params={{ id }}>
                {name}
              </Link>
            </td>
            <td>
              <Link to="/admin/workstreams/$id" params={{ id }} search={{ tab: 'classification' }}>
                {classified === undefined ? words.classification : words.rules(classified)}
              </Link>
            </td>
            <td>
              <Link to="/admin/workstreams/$id" params={{ id }} search={{ tab: 'routes' }}>
                {rules === undefined ? words.routes : words.rules(rules.length)}
              </Link>
            </td>
          </tr>
        );
      })}
    </DataTable>
  );
}

/** The rules of all workstreams: which have some, and the way to them. */
export function RoutingRules() {
  const [find, setFind] = useState('');
  const [shown, setShown] = useState(pageSize);
  const query = useQuery(workstreamsQuery);
  const wanted = find.trim().toLocaleLowerCase();
  return (
    <AdminPage title={words.title} intro={words.intro}>
      <TextInput
        className={definitions.find!}
        aria-label={words.find}
        placeholder={words.find}
        leftSection={<IconSearch size={15} stroke={1.7} aria-hidden />}
        value={find}
        onChange={(event) => setFind(event.currentTarget.value)}
      />
      <div className={table.card}>
        <Read query={query} what={words.title}>
          {(all) => {
            const found = all.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
            if (found.length === 0) {
              return all.length === 0 ? (
                <Empty icon={IconRoute} title={words.none} actions={<NewOne kind="workstreams" />}>
                  {words.noneText}
                </Empty>
              ) : (
                <Empty icon={IconSearch} title={words.noMatch} />
              );
            }
            return (
              <>
                <Rows workstreams={found.slice(0, shown)} />
                {found.length > shown && (
                  <div className={table.more}>
                    <Button variant="default" onClick={() => setShown(shown + pageSize)}>
                      {queueWords.more(Math.min(pageSize, found.length - shown))}
                    </Button>
                  </div>
                )}
              </>
            );
          }}
        </Read>
      </div>
    </AdminPage>
  );
}
