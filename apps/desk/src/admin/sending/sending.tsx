import { Button } from '@mantine/core';
import { IconPlus, IconSend } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type SendingSettingsRequest, sendingSettingsRequest, type SendingSettingsView } from '#contracts';
import { saveSendingSettings, senderGroups, sendingSettings } from '../../api/sending.ts';
import { readPast } from '../../api/query-client.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { Card, DataTable, tableStyles as table } from '../../parts/table.tsx';
import { sendingWords as words } from '../../words/en-sending.ts';
import styles from '../admin.module.css';
import { AdminPage } from '../patterns/page.tsx';
import { RecordForm } from '../patterns/record-form.tsx';

const valuesOf = ({ version: _version, ...values }: SendingSettingsView): SendingSettingsRequest => values;

function Settings({ view }: { readonly view: SendingSettingsView }) {
  const cache = useQueryClient();
  return (
    <RecordForm
      schema={sendingSettingsRequest}
      saved={{ values: valuesOf(view), version: view.version }}
      // version 0 is as it came: it is changed all the same, never created
      save={(values, from) => saveSendingSettings(cache, from ?? 0, values as SendingSettingsRequest)}
      readAgain={async () => {
        const fresh = await readPast(cache, sendingSettings);
        return { values: valuesOf(fresh), version: fresh.version };
      }}
      title={words.title}
      section={words.settings}
      about="sending"
      history={view.version > 0 ? { kind: 'sending-settings', id: '', name: words.settings } : undefined}
      actions={<ToGroup slug="new" />}
    >
      <Groups />
    </RecordForm>
  );
}

const ToGroup = ({ slug }: { readonly slug: string }) => (
  <Button
    className={styles.linkButton!}
    variant="default"
    leftSection={<IconPlus size={15} stroke={1.9} aria-hidden />}
    renderRoot={(props) => <Link {...props} to="/admin/sending/$slug" params={{ slug }} />}
  >
    {words.newGroup}
  </Button>
);

/** Which senders share a pace. */
function Groups() {
  const list = useQuery(senderGroups);
  const columns = [{ name: words.name }, { name: words.senders }, { name: words.pace, end: true }];
  return (
    <div className={styles.below}>
      <Card title={words.groups}>
        <Read query={list} what={words.groups}>
          {(groups) =>
            groups.length === 0 ? (
              <Empty icon={IconSend} title={words.none}>
                {words.noneText}
              </Empty>
            ) : (
              <DataTable label={words.groups} columns={columns}>
                {groups.map(({ slug, name, senders, segmentsPerSecond }) => (
                  <tr key={slug}>
                    <td className={table.strong} dir="auto">
                      <Link to="/admin/sending/$slug" params={{ slug }}>
                        {name}
                      </Link>
                    </td>
                    <td className={`${table.quiet} ${table.grow}`}>{senders.join(', ')}</td>
                    <td className={table.end}>{segmentsPerSecond}</td>
                  </tr>
                ))}
              </DataTable>
            )
          }
        </Read>
      </Card>
    </div>
  );
}

/** How texts leave: characters, price, and senders that share a pace. */
export function Sending() {
  const query = useQuery(sendingSettings);
  if (query.data) return <Settings view={query.data} />;
  return (
    <AdminPage title={words.title} isNarrow>
      <Read query={{ ...query, data: undefined }} what={words.title}>
        {() => null}
      </Read>
    </AdminPage>
  );
}
