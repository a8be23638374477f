import { Button, Select, Switch } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { definitionWords as words } from '../../words/en-definitions.ts';
import { type Control, emptyGroup, emptyOf, type NamedControl } from './controls.ts';
import { wordsOfField } from '../../words/en-fields.ts';
import { nameOfField } from './field-names.ts';
import { FieldGroup } from './form-parts.tsx';
import { type AnyFieldProps, Plain, spokenChoice } from './plain-field.tsx';
import own from './record.module.css';

/** One field of a contract with the control that fits it, its limits and what is wrong with it. */
export function AnyField(props: AnyFieldProps) {
  const { name, path, control, errors, about } = props;
  const error = errors[path];
  const { hint } = wordsOfField(path, about);
  const said = { name, error, ...(hint === undefined ? {} : { hint }) };
  switch (control.as) {
    case 'id':
    case 'fixed':
      return null;
    case 'group':
      return <FieldGroup {...said} within={<Group fields={control.fields} {...props} />} />;
    case 'variants':
      return <Variants {...props} {...said} control={control} />;
    case 'list':
      return (
        <FieldGroup {...said}>
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

export interface GroupProps extends Omit<AnyFieldProps, 'control'> {
  readonly fields: readonly NamedControl[];
}

/** The fields of an object, one below the other. */
export function Group({ fields, path, value, onChange, errors, isReadOnly, about }: GroupProps) {
  const values = (value ?? {}) as Record<string, unknown>;
  return (
    <div className={own.group}>
      {fields.map(({ name, control }) => (
        <AnyField
          key={name}
          name={nameOfField(`${path}.${name}`, about)}
          path={`${path}.${name}`}
          about={about}
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

interface VariantsProps extends AnyFieldProps {
  readonly control: Control & { as: 'variants' };
  readonly error?: string | undefined;
  readonly hint?: string;
}

function Variants({ control, hint, error, ...props }: VariantsProps) {
  const { name, value, onChange, isReadOnly } = props;
  const values = (value ?? {}) as Record<string, unknown>;
  const chosen = control.of.find((variant) => variant.value === values[control.by]) ?? control.of[0]!;
  const choose = (next: string | number | boolean) => {
    const variant = control.of.find((one) => one.value === next)!;
    onChange({ [control.by]: next, ...emptyGroup(variant.fields) });
  };
  const isSwitch = control.of.every((variant) => typeof variant.value === 'boolean');
  const within = chosen.fields.length > 0 && (
    <Group
      {...props}
      fields={chosen.fields}
      onChange={(next) => onChange({ ...(next as object), [control.by]: chosen.value })}
    />
  );
  return (
    <FieldGroup name={name} error={error} {...(hint === undefined ? {} : { hint })} within={within}>
      {isSwitch ? (
        <Switch
          className={own.switch!}
          label={nameOfField(`${props.path}.${control.by}`, props.about)}
          disabled={isReadOnly}
          checked={chosen.value === true}
          onChange={(event) => choose(event.currentTarget.checked)}
        />
      ) : (
        <Select
          aria-label={nameOfField(`${props.path}.${control.by}`, props.about)}
          data={control.of.map((one) => ({ value: String(one.value), label: spokenChoice(String(one.value)) }))}
          allowDeselect={false}
          readOnly={isReadOnly}
          value={String(chosen.value)}
          onChange={(next) => choose(control.of.find((one) => String(one.value) === next)!.value)}
        />
      )}
    </FieldGroup>
  );
}

function Maybe({ control, ...props }: AnyFieldProps & { readonly control: Control & { as: 'maybe' } }) {
  const { name, path, value, onChange, errors, isReadOnly } = props;
  const isSet = value !== null && value !== undefined;
  const within =
    isSet &&
    (control.inner.as === 'group' ? (
      <Group {...props} fields={control.inner.fields} />
    ) : (
      <AnyField {...props} name="" control={control.inner} />
    ));
  return (
    <FieldGroup name={name} error={isSet ? undefined : errors[path]} within={within}>
      <Switch
        className={own.switch!}
        aria-label={words.isSet(name)}
        disabled={isReadOnly}
        checked={isSet}
        onChange={(event) => onChange(event.currentTarget.checked ? emptyOf(null, control.inner) : control.none)}
      />
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
  about,
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
                about={about}
                path={`${path}.${at}`}
                value={entry}
                errors={errors}
                isReadOnly={isReadOnly}
                onChange={(next) => put(at, next)}
              />
            ) : (
              <AnyField
                name={words.entry(at + 1)}
                about={about}
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
