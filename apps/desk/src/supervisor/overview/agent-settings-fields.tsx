import { MultiSelect, NumberInput, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AgentsEdit, AgentSettingsView, MyChoicesView } from '#contracts';
import { nameable } from '../../api/definitions.ts';
import { agentChangeWords as words } from '../../words/en-agent-change.ts';
import { words as shared } from '../../words/en.ts';

const bases = ['available', 'busy', 'do-not-disturb', 'away', 'offline'] as const;
type Settings = Pick<AgentSettingsView, 'capacityUnits' | 'defaultPresence' | 'presenceIds'>;
/** What was chosen otherwise than it is set. */
export type Chosen = Partial<Settings>;

/** What has to change for the settings to be as they were chosen; nothing where they are. */
export function editOf(settings: Settings, chosen: Chosen): Partial<AgentsEdit> {
  const { capacityUnits, defaultPresence, presenceIds } = { ...settings, ...chosen };
  const { presence, presenceId } = settings.defaultPresence;
  const add = presenceIds.filter((id) => !settings.presenceIds.includes(id));
  const remove = settings.presenceIds.filter((id) => !presenceIds.includes(id));
  return {
    ...(capacityUnits !== settings.capacityUnits && { capacityUnits }),
    ...((defaultPresence.presence !== presence || defaultPresence.presenceId !== presenceId) && { defaultPresence }),
    ...(add.length > 0 && { addPresenceIds: add }),
    ...(remove.length > 0 && { removePresenceIds: remove }),
  };
}

interface SettingsFieldsProps {
  readonly settings: Settings;
  readonly chosen: Chosen;
  /** The custom presences that are theirs. */
  readonly own: MyChoicesView['presences'];
  readonly onChoose: (chosen: Chosen) => void;
}

/** How much an agent takes at once, what they are at sign-in, and which custom presences are theirs: what supervisors may set (product.md 36). */
export function SettingsFields({ settings, chosen, own, onChoose }: SettingsFieldsProps) {
  const custom = useQuery(nameable('custom-presence')).data ?? [];
  const { capacityUnits, defaultPresence, presenceIds } = { ...settings, ...chosen };
  const kept = defaultPresence.presenceId;
  return (
    <>
      <NumberInput
        label={words.units}
        description={words.unitsText}
        min={0}
        max={100_000}
        allowDecimal={false}
        allowNegative={false}
        value={capacityUnits}
        onChange={(next) => onChoose({ ...chosen, capacityUnits: Number(next) || 0 })}
        inputWrapperOrder={['label', 'input', 'description']}
        mt={14}
      />
      <Select
        label={words.atSignIn}
        data={[
          ...bases.map((base) => ({ value: base as string, label: shared.presence[base] })),
          ...own
            .filter(({ id }) => kept === id || presenceIds.includes(id))
            .map(({ id, text }) => ({ value: id as string, label: text })),
        ]}
        allowDeselect={false}
        value={kept ?? defaultPresence.presence}
        onChange={(next) => {
          const [base, custom] = [bases.find((one) => one === next), own.find(({ id }) => id === next)];
          if (base) onChoose({ ...chosen, defaultPresence: { presence: base, presenceId: null } });
          if (custom) onChoose({ ...chosen, defaultPresence: { presence: custom.presence, presenceId: custom.id } });
        }}
        comboboxProps={{ withinPortal: false }}
        mt={14}
      />
      <MultiSelect
        label={words.own}
        description={words.ownText}
        data={custom.map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        nothingFoundMessage={words.noPresence}
        value={[...presenceIds]}
        onChange={(next) => onChoose({ ...chosen, presenceIds: next as Settings['presenceIds'] })}
        comboboxProps={{ withinPortal: false }}
        inputWrapperOrder={['label', 'input', 'description']}
        mt={14}
      />
    </>
  );
}
