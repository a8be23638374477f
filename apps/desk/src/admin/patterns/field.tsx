import { Button, MultiSelect, NumberInput, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { nameable } from '../../api/definitions.ts';
import { definitionWords as words } from '../../words/en-definitions.ts';
import styles from '../admin.module.css';
import type { FieldErrors } from './contract.ts';
import { Field, FieldGroup } from './form-parts.tsx';
import { type Control, emptyGroup, emptyOf, type NamedControl, spoken } from './controls.ts';
import own from './record.module.css';

interface AnyFieldProps {
  readonly name: string;
  /** Where it stands in the definition: `shifts.0.times`. */
  readonly path: string;
  readonly control: Control;
  readonly value: unknown;
  readonly errors: FieldErrors;
  readonly isReadOnly: boolean;
  readonly onChange: (value: unknown) => void;
}

/** One field of a contract with the control that fits it, its limits and what is wrong with it. */
export function AnyField(props: AnyFieldProps) {
  const { name, path, control, errors } = props;
  const error = errors[path];
  switch (control.as) {
    case 'id':
    case 'fixed':
      return null;
    case 'group':
      return (
        <FieldGroup name={name} error={error}>
          <Group fields={control.fields} {...props} />
        </FieldGroup>
      );
    case 'variants':
      return (
        <FieldGroup name={name} error={error}>
          <Variants {...props} control={control} />
        </FieldGroup>
      );
    case 'list':
      return (
        <FieldGroup name={name} error={error}>
          <List {...props} item={control.item} />
        </FieldGroup>
      );
    case 'maybe':
      return isPlain(control.inner) ? <Plain {...props} /> : <Maybe {...props} control={control} />;
    default:
      return <Plain {...props} />;
  }
}

/** These can be empty by themselves: nothing typed is nothing said. */
const isPlain = ({ as }: Control): boolean =>
  ['text', 'paragraph', 'number', 'choice', 'reference', 'json'].includes(as);

function Plain({ name, path, control, value, errors, isReadOnly, onChange }: AnyFieldProps) {
  const isOptional = control.as === 'maybe';
  const inner = isOptional ? control.inner : control;
  const none = isOptional ? control.none : undefined;
  const say = (next: unknown) => onChange(isOptional && (next === '' || next === null) ? none : next);
  return (
    <Field name={name} error={errors[path]}>
      {(ids) => {
        const common = { ...ids, readOnly: isReadOnly };
        switch (inner.as) {
          case 'text':
            return (
              <TextInput
                {...common}
                {...(inner.longest === undefined ? {} : { maxLength: inner.longest })}
                {...(inner.input === 'date' || inner.input === 'time' ? { className: styles.short! } : {})}
                {...(inner.input === 'password' ? { autoComplete: 'off' } : {})}
                type={inner.input}
                dir="auto"
                value={String(value ?? '')}
                onChange={(event) => say(event.currentTarget.value)}
              />
            );
          case 'paragraph':
            return (
              <Textarea
                {...common}
                {...(inner.longest === undefined ? {} : { maxLength: inner.longest })}
                autosize
                minRows={2}
                maxRows={10}
                dir="auto"
                value={String(value ?? '')}
                onChange={(event) => say(event.currentTarget.value)}
              />
            );
          case 'number':
            return (
              <NumberInput
                {...common}
                {...(inner.min === undefined ? {} : { min: inner.min })}
                {...(inner.max === undefined ? {} : { max: inner.max })}
                className={styles.short!}
                clampBehavior="none"
                allowDecimal={!inner.isWhole}
                value={typeof value === 'number' ? value : ''}
                onChange={(next) => say(next === '' ? '' : Number(next))}
              />
            );
          case 'switch':
            return (
              <Switch
                {...common}
                error={undefined}
                className={own.switch!}
                disabled={isReadOnly}
                checked={value === true}
                onChange={(event) => say(event.currentTarget.checked)}
              />
            );
          case 'choice':
            return (
              <Select
                {...common}
                data={inner.of.map((one) => ({ value: one, label: spokenChoice(one) }))}
                searchable={inner.of.length > 8}
                clearable={isOptional}
                allowDeselect={false}
                placeholder={words.choose}
                value={typeof value === 'string' ? value : null}
                onChange={say}
              />
            );
          case 'choices':
            return (
              <MultiSelect
                {...common}
                data={inner.of.map((one) => ({ value: one, label: spokenChoice(one) }))}
                searchable
                value={Array.isArray(value) ? (value as string[]) : []}
                onChange={say}
              />
            );
          case 'words':
            return <TagsInput {...common} value={Array.isArray(value) ? (value as string[]) : []} onChange={say} />;
          case 'reference':
            return <Reference {...common} to={inner.to} isOptional={isOptional} value={value} onChange={say} />;
          case 'references':
            return <References {...common} to={inner.to} value={value} onChange={say} />;
          default:
            return <Textarea {...common} value={JSON.stringify(value, null, 2)} autosize readOnly />;
        }
      }}
    </Field>
  );
}

/** A value of the contract as it reads best: a locale or a weekday as it is, a word as a word. */
const languages = new Intl.DisplayNames('en', { type: 'language' });
const spokenChoice = (value: string): string =>
  /^[a-z]{2}-[A-Z]{2}$/.test(value) ? languages.of(value)! : spokenWord(value);
const spokenWord = (value: string): string =>
  /^[a-z]+(-[a-z]+)*$/.test(value) ? spoken(value) : value.replaceAll('_', ' ');

interface ReferenceProps {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly error: boolean;
  readonly readOnly: boolean;
  readonly to: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

function Reference({ to, value, isOptional, ...props }: ReferenceProps & { readonly isOptional: boolean }) {
  const known = useQuery(nameable(to)).data ?? [];
  const chosen = typeof value === 'string' && value !== '' ? value : null;
  const data = known.map(({ id, name }) => ({ value: id, label: name }));
  if (chosen && !known.some(({ id }) => id === chosen)) data.push({ value: chosen, label: words.unknown });
  return (
    <Select
      {...props}
      data={data}
      searchable
      clearable={isOptional}
      allowDeselect={false}
      placeholder={words.choose}
      value={chosen}
      nothingFoundMessage={words.noMatch}
    />
  );
}

function References({ to, value, ...props }: ReferenceProps) {
  const known = useQuery(nameable(to)).data ?? [];
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  const gone = chosen.filter((id) => !known.some((one) => one.id === id));
  const data = [
    ...known.map(({ id, name }) => ({ value: id, label: name })),
    ...gone.map((id) => ({ value: id, label: words.unknown })),
  ];
  return <MultiSelect {...props} data={data} searchable value={chosen} nothingFoundMessage={words.noMatch} />;
}

interface GroupProps extends Omit<AnyFieldProps, 'control'> {
  readonly fields: readonly NamedControl[];
}

function Group({ fields, path, value, onChange, errors, isReadOnly }: GroupProps) {
  const values = (value ?? {}) as Record<string, unknown>;
  return (
    <div className={own.group}>
      {fields.map(({ name, control }) => (
        <AnyField
          key={name}
          name={spoken(name)}
          path={`${path}.${name}`}
          control={control}
          value={values[name]}
          errors={errors}
          isReadOnly={isReadOnly}
          onChange={(next) => onChange({ ...values, [name]: next })}
        />
      ))}
    </div>
  );
}

function Variants({ control, ...props }: AnyFieldProps & { readonly control: Control & { as: 'variants' } }) {
  const { value, onChange, isReadOnly } = props;
  const values = (value ?? {}) as Record<string, unknown>;
  const chosen = control.of.find((variant) => variant.value === values[control.by]) ?? control.of[0]!;
  const choose = (next: string | number | boolean) => {
    const variant = control.of.find((one) => one.value === next)!;
    onChange({ [control.by]: next, ...emptyGroup(variant.fields) });
  };
  const isSwitch = control.of.every((variant) => typeof variant.value === 'boolean');
  return (
    <>
      {isSwitch ? (
        <Switch
          className={own.switch!}
          label={spoken(control.by)}
          disabled={isReadOnly}
          checked={chosen.value === true}
          onChange={(event) => choose(event.currentTarget.checked)}
        />
      ) : (
        <Select
          aria-label={spoken(control.by)}
          data={control.of.map((one) => ({ value: String(one.value), label: spokenChoice(String(one.value)) }))}
          allowDeselect={false}
          readOnly={isReadOnly}
          value={String(chosen.value)}
          onChange={(next) => choose(control.of.find((one) => String(one.value) === next)!.value)}
        />
      )}
      <Group
        {...props}
        fields={chosen.fields}
        onChange={(next) => onChange({ ...(next as object), [control.by]: chosen.value })}
      />
    </>
  );
}

function Maybe({ control, ...props }: AnyFieldProps & { readonly control: Control & { as: 'maybe' } }) {
  const { name, path, value, onChange, errors, isReadOnly } = props;
  const isSet = value !== null && value !== undefined;
  return (
    <FieldGroup name={name} error={isSet ? undefined : errors[path]}>
      <Switch
        className={own.switch!}
        aria-label={words.isSet(name)}
        disabled={isReadOnly}
        checked={isSet}
        onChange={(event) => onChange(event.currentTarget.checked ? emptyOf(null, control.inner) : control.none)}
      />
      {isSet && <AnyField {...props} name="" control={control.inner} />}
    </FieldGroup>
  );
}

function List({
  name,
  path,
  item,
  value,
  errors,
  isReadOnly,
  onChange,
}: Omit<AnyFieldProps, 'control'> & { readonly item: Control }) {
  const entries = Array.isArray(value) ? (value as unknown[]) : [];
  const put = (at: number, next: unknown) => onChange(entries.map((entry, index) => (index === at ? next : entry)));
  return (
    <div className={own.list}>
      {entries.map((entry, at) => (
        <div
          key={(entry as { id?: string } | null)?.id ?? at}
          className={own.entry}
          role="group"
          aria-label={`${name} ${words.entry(at + 1)}`}
        >
          <div className={own.entryFields}>
            {item.as === 'group' ? (
              <Group
                fields={item.fields}
                name={name}
                path={`${path}.${at}`}
                value={entry}
                errors={errors}
                isReadOnly={isReadOnly}
                onChange={(next) => put(at, next)}
              />
            ) : (
              <AnyField
                name={words.entry(at + 1)}
                path={`${path}.${at}`}
                control={item}
                value={entry}
                errors={errors}
                isReadOnly={isReadOnly}
                onChange={(next) => put(at, next)}
              />
            )}
          </div>
          {!isReadOnly && (
            <Button
              variant="subtle"
              color="gray"
              aria-label={words.removeEntry(`${name} ${words.entry(at + 1)}`)}
              onClick={() => onChange(entries.filter((_, index) => index !== at))}
            >
              <IconTrash size={16} stroke={1.7} aria-hidden />
            </Button>
          )}
        </div>
      ))}
      {!isReadOnly && (
        <Button
          variant="default"
          className={own.add!}
          leftSection={<IconPlus size={15} stroke={1.7} aria-hidden />}
          onClick={() => onChange([...entries, emptyOf(null, item)])}
        >
          {words.add}
        </Button>
      )}
    </div>
  );
}
