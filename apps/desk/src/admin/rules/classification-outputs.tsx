import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { RuleOutputs } from '#contracts';
import { ruleWords as words } from '../../words/en-rules.ts';
import type { FieldErrors } from '../patterns/contract.ts';
import { Field, FieldGroup } from '../patterns/form-parts.tsx';
import { Reference } from '../patterns/reference.tsx';
import { SkillRating } from '../users/skill-rating.tsx';
import { type RatedSkill, ratingWord } from '../users/use-ratings.ts';
import { replaced, without } from './edit-rules.ts';
import own from './rules.module.css';

const most = { attributes: 5, skills: 50 } as const;

interface ClassificationOutputsProps {
  readonly outputs: RuleOutputs;
  /** `rulesets.0.rules.1.outputs`. */
  readonly at: string;
  readonly errors: FieldErrors;
  readonly skills: readonly RatedSkill[];
  readonly onChange: (outputs: RuleOutputs) => void;
}

/** What a rule says of an item that it fits: values, skills, a capacity profile. */
export function ClassificationOutputs({ outputs, at, errors, skills, onChange }: ClassificationOutputsProps) {
  const set = (changed: Partial<RuleOutputs>) => onChange({ ...outputs, ...changed });
  const free = skills.find(({ id }) => !outputs.skills.some(({ skillId }) => skillId === id));
  return (
    <>
      <FieldGroup name={words.skills} error={errors[`${at}.skills`]}>
        <div className={own.lines}>
          {outputs.skills.map((skill, index) => (
            <SkillRating
              key={skill.skillId}
              skills={skills}
              {...skill}
              taken={outputs.skills.map(({ skillId }) => skillId)}
              ratingLabel={words.atLeast}
              error={errors[`${at}.skills.${index}.skillId`] ?? errors[`${at}.skills.${index}.rating`]}
              onChange={(skillId, rating) => set({ skills: [...replaced(outputs.skills, index, { skillId, rating })] })}
              onRemove={() => set({ skills: [...without(outputs.skills, index)] })}
            />
          ))}
        </div>
        {skills.length === 0 && <p className={own.hint}>{words.noSkills}</p>}
        {free && outputs.skills.length < most.skills && (
          <Button
            variant="subtle"
            leftSection={<IconPlus size={14} stroke={1.9} aria-hidden />}
            onClick={() =>
              set({ skills: [...outputs.skills, { skillId: free.id, rating: free.ratings[0]?.value ?? 1 }] })
            }
          >
            {words.addSkill}
          </Button>
        )}
      </FieldGroup>
      <FieldGroup name={words.attributes} hint={words.attributesHint} error={errors[`${at}.attributes`]}>
        <div className={own.lines}>
          {outputs.attributes.map(({ name, value }, index) => {
            const wrong = errors[`${at}.attributes.${index}.name`] ?? errors[`${at}.attributes.${index}.value`];
            const change = (changed: Partial<RuleOutputs['attributes'][number]>) =>
              set({ attributes: [...replaced(outputs.attributes, index, { name, value, ...changed })] });
            return (
              <div key={index}>
                <div className={own.pair}>
                  <TextInput
                    aria-label={words.attributeName}
                    placeholder={words.attributeName}
                    maxLength={100}
                    error={wrong !== undefined}
                    value={name}
                    onChange={(event) => change({ name: event.currentTarget.value })}
                  />
                  <TextInput
                    aria-label={words.attributeValue}
                    placeholder={words.attributeValue}
                    dir="auto"
                    maxLength={4000}
                    value={String(value)}
                    onChange={(event) => change({ value: event.currentTarget.value })}
                  />
                  <button
                    type="button"
                    className={own.icon}
                    aria-label={words.remove(name)}
                    title={words.remove(name)}
                    onClick={() => set({ attributes: [...without(outputs.attributes, index)] })}
                  >
                    <IconX size={15} stroke={1.8} aria-hidden />
                  </button>
                </div>
                {wrong && <p className={own.wrong}>{wrong}</p>}
              </div>
            );
          })}
        </div>
        {outputs.attributes.length < most.attributes && (
          <Button
            variant="subtle"
            leftSection={<IconPlus size={14} stroke={1.9} aria-hidden />}
            onClick={() => set({ attributes: [...outputs.attributes, { name: '', value: '' }] })}
          >
            {words.addAttribute}
          </Button>
        )}
      </FieldGroup>
      <Field name={words.profile} hint={words.profileHint} error={errors[`${at}.capacityProfileId`]}>
        {(ids) => (
          <Reference
            {...ids}
            readOnly={false}
            isOptional
            to="capacity-profile"
            value={outputs.capacityProfileId}
            onChange={(id) => set({ capacityProfileId: (id || null) as RuleOutputs['capacityProfileId'] })}
          />
        )}
      </Field>
    </>
  );
}

/** What it says, in a few words. */
export function outcomeOf(
  { attributes, skills, capacityProfileId }: RuleOutputs,
  known: readonly RatedSkill[],
  profiles: readonly { readonly id: string; readonly name: string }[],
): string {
  const said = [
    ...skills.map(({ skillId, rating }) => {
      const skill = known.find(({ id }) => id === skillId);
      return words.needs(skill?.name ?? '…', ratingWord(skill, rating));
    }),
    ...attributes.map(({ name, value }) => words.sets(name || '…', String(value))),
    ...(capacityProfileId ? [words.takes(profiles.find(({ id }) => id === capacityProfileId)?.name ?? '…')] : []),
  ];
  return said.join(', ') || words.nothingYet;
}
