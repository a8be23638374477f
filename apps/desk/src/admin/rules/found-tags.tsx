import type { Told } from '#contracts';
import { foundTagWords as words } from '../../words/en-found-tags.ts';
import own from './rules.module.css';

interface FoundTagsProps {
  readonly found: NonNullable<Told<'classification'>['rulesets'][number]['found']>;
  readonly skills: readonly { readonly id: string; readonly name: string }[];
}

/** What a model said of a text, and which of it is a skill. */
export function FoundTags({ found: { tags, failure }, skills }: FoundTagsProps) {
  if (failure !== null) return <p className={own.wrong}>{failure}</p>;
  if (tags.length === 0) return <p className={own.stepText}>{words.noTags}</p>;
  return tags.map(({ tag, skillId }) => (
    <p key={tag} className={own.stepText} dir="auto">
      {skillId === null
        ? words.tagIsNone(tag)
        : words.tagIsSkill(tag, skills.find((one) => one.id === skillId)?.name ?? '…')}
    </p>
  ));
}
