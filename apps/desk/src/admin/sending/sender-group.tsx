import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { type SenderGroupRequest, senderGroupRequest, type SenderGroupView, slug as slugContract } from '#contracts';
import { removeSenderGroup, saveSenderGroup, senderGroup } from '../../api/sending.ts';
import { readPast } from '../../api/query-client.ts';
import { Dialog, DialogText } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { Read } from '../../parts/read.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { sendingWords as words } from '../../words/en-sending.ts';
import { AdminPage } from '../patterns/page.tsx';
import { RecordForm } from '../patterns/record-form.tsx';

const list = { name: words.title, link: <Link to="/admin/sending">{words.title}</Link> };
/** A new one says what it is called in its address, too. */
const newGroup = senderGroupRequest.extend({ slug: slugContract });
const valuesOf = ({ slug: _slug, version: _version, ...values }: SenderGroupView): SenderGroupRequest => values;

function Form({ view }: { readonly view: SenderGroupView | null }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [isRemoving, setRemoving] = useState(false);
  const toList = () => navigate({ to: '/admin/sending', ignoreBlocker: true });
  const remove = async () => {
    try {
      await removeSenderGroup(cache, view!);
      tell(words.removed);
      await toList();
    } catch (error) {
      setRemoving(false);
      tellFailure(error);
    }
  };
  return (
    <RecordForm
      schema={view ? senderGroupRequest : newGroup}
      saved={view && { values: valuesOf(view), version: view.version }}
      save={async ({ slug, ...values }, from) => {
        const saved = await saveSenderGroup(cache, view?.slug ?? String(slug), from, values as SenderGroupRequest);
        if (from === null) void toList();
        return saved;
      }}
      readAgain={async () => {
        const fresh = await readPast(cache, senderGroup(view!.slug));
        return { values: valuesOf(fresh), version: fresh.version };
      }}
      title={view?.name ?? words.newGroup}
      intro={words.groupsText}
      list={list}
      section={words.group}
      about="sender-group"
      history={view ? { kind: 'sender-group', id: view.slug, name: view.name } : undefined}
      actions={
        view && (
          <Button variant="default" onClick={() => setRemoving(true)}>
            {words.remove}
          </Button>
        )
      }
    >
      {view && (
        <Dialog isOpen={isRemoving} onClose={() => setRemoving(false)} title={words.removeTitle(view.name)}>
          <DialogText>{words.removeText}</DialogText>
          <DialogFoot onCancel={() => setRemoving(false)} startsAt="cancel" onDo={() => void remove()}>
            {words.remove}
          </DialogFoot>
        </Dialog>
      )}
    </RecordForm>
  );
}

function Existing({ slug }: { readonly slug: string }) {
  const query = useQuery(senderGroup(slug));
  if (query.data) return <Form view={query.data} />;
  return (
    <AdminPage title={words.group} list={list} isNarrow>
      <Read query={{ ...query, data: undefined }} what={words.group}>
        {() => null}
      </Read>
    </AdminPage>
  );
}

/** One group of senders, or a new one. */
export function SenderGroup() {
  const { slug } = useParams({ from: '/admin/sending/$slug' });
  return slug === 'new' ? <Form view={null} /> : <Existing key={slug} slug={slug} />;
}
