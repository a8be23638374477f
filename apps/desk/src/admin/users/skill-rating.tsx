import { Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { staffWords as words } from '../../words/en-staff.ts';
import { inDialog } from '../patterns/in-dialog.ts';
import own from './skill-rating.module.css';
import { type RatedSkill, ratingWord } from './use-ratings.ts';

interface SkillRatingProps {
  readonly skills: readonly RatedSkill[];
  readonly skillId: string;
  readonly rating: number;
  /** Those that stand elsewhere in the list. */
  readonly taken: readonly string[];
  /** What the rating says here: how well somebody does it, or how well it has to be done. */
  readonly ratingLabel: string;
  readonly error?: string | undefined;
  readonly isReadOnly?: boolean;
  readonly isInDialog?: boolean;
  readonly onChange: (skillId: string, rating: number) => void;
  readonly onRemove: () => void;
  readonly children?: ReactNode;
}

/** A skill and how it is rated, in the words of its rating model. */
export function SkillRating({
  skills,
  skillId,
  rating,
  taken,
  ratingLabel,
  error,
  isReadOnly = false,
  ...does
}: SkillRatingProps) {
  const skill = skills.find(({ id }) => id === skillId);
  const ratings = skill?.ratings ?? [];
  const unknown = ratings.some(({ value }) => value === rating) ? [] : [{ value: rating, label: String(rating) }];
  const called = skill?.name ?? words.gone;
  const chooseSkill = (id: string) => {
    const next = skills.find((one) => one.id === id)?.ratings ?? [];
    does.onChange(id, next.some(({ value }) => value === rating) ? rating : (next[0]?.value ?? 1));
  };
  return (
    <div role="group" aria-label={called}>
      <div className={own.skill}>
        <Select
          aria-label={words.skill}
          data={[
            ...skills
              .filter(({ id }) => id === skillId || !taken.includes(id))
              .map(({ id, name }) => ({ value: id, label: name })),
            ...(skill ? [] : [{ value: skillId, label: words.gone }]),
          ]}
          searchable
          allowDeselect={false}
          readOnly={isReadOnly}
          {...(does.isInDialog ? { comboboxProps: inDialog } : {})}
          error={error !== undefined}
          value={skillId}
          onChange={(id) => id !== null && chooseSkill(id)}
        />
        <Select
          aria-label={`${ratingLabel}: ${called}`}
          data={[...ratings, ...unknown].map(({ value }) => ({
            value: String(value),
            label: ratingWord(skill, value),
          }))}
          allowDeselect={false}
          readOnly={isReadOnly}
          {...(does.isInDialog ? { comboboxProps: inDialog } : {})}
          error={error !== undefined}
          value={String(rating)}
          onChange={(value) => does.onChange(skillId, Number(value))}
        />
        {does.children}
        {!isReadOnly && (
          <button
            type="button"
            className={own.remove}
            aria-label={words.removeSkill(called)}
            title={words.removeSkill(called)}
            onClick={does.onRemove}
          >
            <IconX size={15} stroke={1.8} aria-hidden />
          </button>
        )}
      </div>
      {error !== undefined && <p className={own.wrong}>{error}</p>}
    </div>
  );
}
