import { ActionIcon, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WorkSkillsRequest, WorkSkillsView } from '#contracts';
import { changeSkills } from '../api/work-skills.ts';
import { tell, tellFailure } from '../shell/tell.tsx';
import '../theme/inputs.css';
import { neededSkillsWords as words } from '../words/en-needed-skills.ts';
import styles from './change-skills.module.css';
import { Dialog, DialogText } from './dialog.tsx';
import { DialogFoot } from './dialog-foot.tsx';

interface ChangeSkillsProps {
  readonly view: WorkSkillsView;
  readonly onClose: () => void;
}

/** As many as one conversation may need. */
const most = 20;

/** Which skills, and how well: all that a conversation needs from now on. */
export function ChangeSkills({ view: { workItemId, skills, choices }, onClose }: ChangeSkillsProps) {
  const cache = useQueryClient();
  const [asked, setAsked] = useState(() => skills.map(({ skillId, rating }) => ({ skillId, rating })));
  const saving = useMutation({
    mutationFn: () => changeSkills(cache, workItemId, { skills: asked } as WorkSkillsRequest),
    onSuccess: () => {
      onClose();
      tell(words.saved);
    },
    onError: tellFailure,
  });
  const known = new Map(choices.map((choice) => [choice.skillId, choice]));
  const nameOf = (id: (typeof asked)[number]['skillId']) =>
    known.get(id)?.name ?? skills.find(({ skillId }) => skillId === id)?.name ?? '';
  const left = choices.filter(({ skillId }) => asked.every((one) => one.skillId !== skillId));
  const add = (id: string | null) => {
    const choice = left.find(({ skillId }) => skillId === id);
    const lowest = Math.min(...(choice?.ratings ?? []).map(({ value }) => value));
    if (choice) setAsked([...asked, { skillId: choice.skillId, rating: lowest }]);
  };
  return (
    <Dialog isOpen onClose={onClose} title={words.change} width={440}>
      <DialogText>{words.hint}</DialogText>
      <ul className={styles.list}>
        {asked.map(({ skillId, rating }) => (
          <li key={skillId} className={styles.one}>
            <bdi className={styles.name}>{nameOf(skillId)}</bdi>
            <Select
              className={styles.rating!}
              aria-label={words.of(words.rating, nameOf(skillId))}
              data={(known.get(skillId)?.ratings ?? []).map(({ value, label }) => ({ value: String(value), label }))}
              value={String(rating)}
              allowDeselect={false}
              comboboxProps={{ withinPortal: false }}
              onChange={(value) =>
                setAsked(asked.map((one) => (one.skillId === skillId ? { ...one, rating: Number(value) } : one)))
              }
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={words.remove(nameOf(skillId))}
              onClick={() => setAsked(asked.filter((one) => one.skillId !== skillId))}
            >
              <IconX size={16} stroke={1.7} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {asked.length < most && left.length > 0 && (
        <Select
          label={words.add}
          placeholder={words.addHint}
          data={left.map(({ skillId, name }) => ({ value: skillId as string, label: name }))}
          searchable
          value={null}
          comboboxProps={{ withinPortal: false }}
          onChange={add}
        />
      )}
      <DialogFoot onCancel={onClose} onDo={() => saving.mutate()} isBusy={saving.isPending}>
        {words.save}
      </DialogFoot>
    </Dialog>
  );
}
