import { Button, MultiSelect, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 } from 'uuid';
import type { AgentView, QueueId, QueueView } from '#contracts';
import { changeAgent, presencesOf } from '../../api/agent-change.ts';
import { resetPresence, setPresence } from '../../api/routing.ts';
import { agentSettingsOf, forgetAgentSettings } from '../../api/routing-settings.ts';
import { Dialog, DialogActions } from '../../parts/dialog.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { agentChangeWords as words } from '../../words/en-agent-change.ts';
import { words as shared } from '../../words/en.ts';
import '../fields.css';
import './agent-dialog.css';
import { type Chosen, editOf, SettingsFields } from './agent-settings-fields.tsx';

const selectable = ['available', 'busy', 'do-not-disturb', 'away', 'offline'] as const;
/** What it means stands under the control. */
const order: ('label' | 'input' | 'description')[] = ['label', 'input', 'description'];
type Selectable = (typeof selectable)[number];

interface AgentDialogProps {
  readonly agent: AgentView;
  readonly queues: readonly QueueView[];
  readonly onClose: () => void;
}

const isSameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));

/** A supervisor sets how present an agent is and is at sign-in, their capacity and own presences, and which queues they serve (product.md 36, 37 agent grid). */
export function AgentDialog({ agent, queues, onClose }: AgentDialogProps) {
  const cache = useQueryClient();
  const own = useQuery(presencesOf(agent.id)).data ?? [];
  const settings = useQuery(agentSettingsOf(agent.id)).data;
  const [chosen, setChosen] = useState<Chosen>({});
  const before = { presence: agent.presenceId ?? agent.presence, queueIds: agent.queueIds };
  const [presence, setPresenceTo] = useState<string>(before.presence);
  const [queueIds, setQueueIds] = useState<readonly string[]>(before.queueIds);
  const [jobId] = useState(() => v7());
  const edit = {
    ...(settings && editOf(settings, chosen)),
    ...(!isSameSet(queueIds, before.queueIds) && {
      addQueueIds: queueIds.filter((id) => !before.queueIds.some((one) => one === id)) as QueueId[],
      removeQueueIds: before.queueIds.filter((id) => !queueIds.includes(id)),
    }),
  };
  const isEdited = Object.keys(edit).length > 0;
  const saving = useMutation({
    mutationFn: async () => {
      const custom = own.find(({ id }) => id === presence);
      if (presence !== before.presence)
        await setPresence(cache, custom?.presence ?? (presence as Selectable), custom?.id ?? null, agent.id);
      if (isEdited) await changeAgent(jobId, agent.id, edit);
    },
    onSuccess: () => {
      void forgetAgentSettings(cache);
      tell(words.saved);
      onClose();
    },
    onError: tellFailure,
  });
  const resetting = useMutation({
    mutationFn: () => resetPresence(cache, agent.id),
    onSuccess: () => {
      tell(words.saved);
      onClose();
    },
    onError: tellFailure,
  });
  const presences = selectable.flatMap((base) => [
    { value: base as string, label: shared.presence[base] },
    ...own.filter((one) => one.presence === base).map(({ id, text }) => ({ value: id as string, label: text })),
  ]);
  // what the system alone can set stands there until another is chosen
  const isKnown = presences.some(({ value }) => value === presence);
  const shown = { value: presence, label: agent.presenceText ?? shared.presence[agent.presence] };
  return (
    <Dialog isOpen onClose={onClose} title={words.title(agent.name)} width={480}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <Select
          label={words.presence}
          data={isKnown ? presences : [{ ...shown, disabled: true }, ...presences]}
          allowDeselect={false}
          value={presence}
          onChange={(next) => next && setPresenceTo(next)}
          comboboxProps={{ withinPortal: false }}
          description={words.presenceText}
          inputWrapperOrder={order}
          data-autofocus
        />
        <MultiSelect
          label={words.queues}
          data={[...queues]
            .sort((one, other) => one.name.localeCompare(other.name))
            .map(({ id, name }) => ({ value: id as string, label: name }))}
          searchable
          nothingFoundMessage={words.noQueue}
          value={[...queueIds]}
          onChange={setQueueIds}
          comboboxProps={{ withinPortal: false }}
          description={words.queuesText}
          inputWrapperOrder={order}
          mt={14}
        />
        {settings && <SettingsFields {...{ settings, chosen, own }} onChoose={setChosen} />}
        <DialogActions>
          {agent.presenceReason !== 'capacity' && (
            <Button variant="subtle" loading={resetting.isPending} onClick={() => resetting.mutate()}>
              {words.reset}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={saving.isPending} disabled={presence === before.presence && !isEdited}>
            {words.save}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
