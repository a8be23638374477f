import { Button, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconGripVertical, IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import type { ConditionField } from '#contracts';
import { sentenceOf } from '#conditions';
import { Tag } from '../../parts/tag.tsx';
import { announce } from '../../shell/announce.ts';
import { ruleWords as words } from '../../words/en-rules.ts';
import type { FieldErrors } from '../patterns/contract.ts';
import { Conditions } from './conditions.tsx';
import { type AnyRule, copyOfRule, moved, replaced, without, withAfter } from './edit-rules.ts';
import own from './rules.module.css';

interface RuleListProps<Rule extends AnyRule> {
  readonly label: string;
  readonly rules: readonly Rule[];
  readonly onChange: (rules: readonly Rule[]) => void;
  /** Where they stand in the form: `rulesets.0.rules`. */
  readonly at: string;
  readonly errors: FieldErrors;
  readonly fields: readonly ConditionField[];
  /** What a condition can compare with, where it is something else than `fields`. */
  readonly others?: readonly ConditionField[] | undefined;
  readonly most: number;
  readonly make: (name: string) => Rule;
  /** What a rule says, in a few words. */
  readonly outcome: (rule: Rule) => string;
  readonly outputs: (rule: Rule, at: string, change: (changed: Partial<Rule>) => void) => ReactNode;
}

/** Moves by buttons, the arrow keys with Alt, or drag; what was moved is said. */
function useOrder<Rule extends AnyRule>(rules: readonly Rule[], onChange: (rules: readonly Rule[]) => void) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const move = (from: number, to: number) => {
    if (from === to || to < 0 || to >= rules.length) return;
    onChange(moved(rules, from, to));
    announce(words.movedTo(rules[from]!.name, to + 1, rules.length), 'polite');
  };
  const drop = () => {
    if (dragged !== null && over !== null) move(dragged, over);
    setDragged(null);
    setOver(null);
  };
  return { over: dragged === null ? null : over, move, setDragged, setOver, drop };
}

/** Rules in their order, of which one is open at a time; those with something wrong are open, too. */
export function RuleList<Rule extends AnyRule>({ rules, onChange, at, errors, fields, ...about }: RuleListProps<Rule>) {
  const [openId, setOpenId] = useState<string | null>(null);
  const order = useOrder(rules, onChange);
  const begin = () => {
    const rule = about.make(words.ruleName(rules.length + 1));
    onChange([...rules, rule]);
    setOpenId(rule.id);
  };
  return (
    <>
      {rules.length === 0 ? (
        <p className={own.hint}>{words.noRules}</p>
      ) : (
        <ol className={own.rules} aria-label={about.label}>
          {rules.map((rule, index) => {
            const place = `${at}.${index}`;
            const isWrong = Object.keys(errors).some((path) => path === place || path.startsWith(`${place}.`));
            const isOpen = openId === rule.id || isWrong;
            return (
              <li
                key={rule.id}
                className={own.rule}
                data-open={isOpen || undefined}
                data-over={order.over === index || undefined}
                onDragOver={(event) => {
                  event.preventDefault();
                  order.setOver(index);
                }}
                onDrop={order.drop}
              >
                <div className={own.ruleLine}>
                  <span
                    className={own.handle}
                    title={words.drag(rule.name)}
                    draggable
                    onDragStart={() => order.setDragged(index)}
                    onDragEnd={() => order.setDragged(null)}
                  >
                    <IconGripVertical size={15} stroke={1.7} aria-hidden />
                  </span>
                  <span className={own.place}>{index + 1}</span>
                  <button
                    type="button"
                    className={own.ruleName}
                    aria-expanded={isOpen}
                    onClick={() => setOpenId(isOpen ? null : rule.id)}
                    onKeyDown={(event) => {
                      if (!event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return;
                      event.preventDefault();
                      order.move(index, index + (event.key === 'ArrowUp' ? -1 : 1));
                    }}
                  >
                    <strong dir="auto">{rule.name}</strong> {isWrong && <Tag tone="risk">{words.needsLook}</Tag>}
                    <span className={own.reads} dir="auto">
                      {sentenceOf(rule.conditions, fields)} → {about.outcome(rule)}
                    </span>
                  </button>
                  <RuleActions
                    name={rule.name}
                    isFirst={index === 0}
                    isLast={index === rules.length - 1}
                    mayCopy={rules.length < about.most}
                    onMove={(step) => order.move(index, index + step)}
                    onCopy={() => {
                      const copy = copyOfRule(rule, words.copyName(rule.name));
                      onChange(withAfter(rules, index, copy));
                      setOpenId(copy.id);
                    }}
                    onRemove={() => {
                      onChange(without(rules, index));
                      announce(words.removed(rule.name), 'polite');
                    }}
                  />
                </div>
                {isOpen && (
                  <RuleEditor
                    rule={rule}
                    at={place}
                    errors={errors}
                    fields={fields}
                    others={about.others}
                    outcome={about.outcome(rule)}
                    onChange={(changed) => onChange(replaced(rules, index, { ...rule, ...changed }))}
                  >
                    {about.outputs(rule, place, (changed) => onChange(replaced(rules, index, { ...rule, ...changed })))}
                  </RuleEditor>
                )}
              </li>
            );
          })}
        </ol>
      )}
      <div className={own.after}>
        <Button
          variant="default"
          disabled={rules.length >= about.most}
          leftSection={<IconPlus size={15} stroke={1.9} aria-hidden />}
          onClick={begin}
        >
          {words.newRule}
        </Button>
        {rules.length >= about.most && <span className={own.hint}> {words.full(about.most)}</span>}
        {errors[at] && <p className={own.wrong}>{errors[at]}</p>}
      </div>
    </>
  );
}

interface RuleActionsProps {
  readonly name: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly mayCopy: boolean;
  readonly onMove: (step: -1 | 1) => void;
  readonly onCopy: () => void;
  readonly onRemove: () => void;
}

/** What can be done with a rule, or a list of them. */
export function RuleActions({ name, isFirst, isLast, mayCopy, onMove, onCopy, onRemove }: RuleActionsProps) {
  const actions = [
    { label: words.up(name), icon: IconArrowUp, isOff: isFirst, does: () => onMove(-1) },
    { label: words.down(name), icon: IconArrowDown, isOff: isLast, does: () => onMove(1) },
    { label: words.copy(name), icon: IconCopy, isOff: !mayCopy, does: onCopy },
    { label: words.remove(name), icon: IconTrash, isOff: false, does: onRemove },
  ];
  return (
    <span className={own.ruleActions}>
      {actions.map(({ label, icon: Icon, isOff, does }) => (
        <button
          key={label}
          type="button"
          className={own.icon}
          aria-label={label}
          title={label}
          disabled={isOff}
          onClick={does}
        >
          <Icon size={15} stroke={1.7} aria-hidden />
        </button>
      ))}
    </span>
  );
}

interface RuleEditorProps {
  readonly rule: AnyRule;
  readonly at: string;
  readonly errors: FieldErrors;
  readonly fields: readonly ConditionField[];
  readonly others: readonly ConditionField[] | undefined;
  readonly outcome: string;
  readonly onChange: (changed: Partial<AnyRule>) => void;
  readonly children: ReactNode;
}

/** One rule: its name, if, then, and how it reads. */
function RuleEditor({ rule, at, errors, fields, others, outcome, onChange, children }: RuleEditorProps) {
  const id = useId();
  const wrongName = errors[`${at}.name`];
  return (
    <div className={own.body}>
      <div className={own.part}>
        <label className={own.partName} htmlFor={id}>
          {words.name}
        </label>
        <div>
          <TextInput
            id={id}
            dir="auto"
            maxLength={100}
            error={wrongName !== undefined}
            aria-describedby={`${id}-wrong`}
            value={rule.name}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
          <div id={`${id}-wrong`}>{wrongName && <p className={own.wrong}>{wrongName}</p>}</div>
        </div>
      </div>
      <div className={own.part} role="group" aria-label={words.if}>
        <span className={own.partName}>{words.if}</span>
        <Conditions
          fields={fields}
          others={others}
          errors={errors}
          at={`${at}.conditions`}
          group={rule.conditions}
          onChange={(conditions) => onChange({ conditions })}
        />
      </div>
      <div className={own.part} role="group" aria-label={words.then}>
        <span className={own.partName}>{words.then}</span>
        {children}
      </div>
      <p className={own.sentence} dir="auto">
        {words.reads(sentenceOf(rule.conditions, fields), outcome)}
      </p>
    </div>
  );
}
