import { Button, Select } from '@mantine/core';
import { IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { AgentOrder, ConditionField } from '#contracts';
import { nameable } from '../../api/definitions.ts';
import { queueRuleWords as words } from '../../words/en-queue-rules.ts';
import type { FieldErrors } from '../patterns/contract.ts';
import { FieldGroup } from '../patterns/form-parts.tsx';
import { FieldPicker } from './conditions.tsx';
import { moved, replaced, without } from './edit-rules.ts';
import own from './rules.module.css';

type By = AgentOrder['by'];
type Direction = 'ascending' | 'descending';
const most = 5;

/** An order as it begins, when somebody chooses it. */
const begun: { readonly [Name in By]: Extract<AgentOrder, { by: Name }> } = {
  'round-robin': { by: 'round-robin' },
  units: { by: 'units' },
  profile: { by: 'profile' },
  proficiency: { by: 'proficiency', wanted: 'nearest', typeId: null },
  'skill-count': { by: 'skill-count', typeId: null },
  'least-active': { by: 'least-active' },
  attribute: { by: 'attribute', field: 'agent.sessions', direction: 'ascending' },
};
const isOrder = (by: string | null): by is By => by !== null && by in begun;

/** Lowest or highest first. */
export const DirectionPicker = ({
  value,
  onChange,
}: {
  readonly value: Direction;
  readonly onChange: (direction: Direction) => void;
}) => (
  <Select
    aria-label={words.direction}
    data={[
      { value: 'ascending', label: words.ascending },
      { value: 'descending', label: words.descending },
    ]}
    allowDeselect={false}
    value={value}
    onChange={(next) => onChange(next === 'descending' ? 'descending' : 'ascending')}
  />
);

interface DetailProps {
  readonly order: AgentOrder;
  readonly isWrong: boolean;
  readonly fields: readonly ConditionField[];
  readonly onChange: (order: AgentOrder) => void;
}

/** What an order needs to know besides what it goes by. */
function Detail({ order, isWrong, fields, onChange }: DetailProps) {
  const types = useQuery(nameable('skill-type')).data ?? [];
  const ofType = (typeId: string | null, set: (typeId: string | null) => AgentOrder) => (
    <Select
      aria-label={words.typeId}
      placeholder={words.everyType}
      data={types.map(({ id, name }) => ({ value: id, label: name }))}
      clearable
      error={isWrong}
      value={typeId}
      onChange={(next) => onChange(set(next))}
    />
  );
  switch (order.by) {
    case 'proficiency':
      return (
        <>
          <Select
            aria-label={words.wanted}
            data={[
              { value: 'nearest', label: words.nearest },
              { value: 'most', label: words.most },
            ]}
            allowDeselect={false}
            value={order.wanted}
            onChange={(next) => onChange({ ...order, wanted: next === 'most' ? 'most' : 'nearest' })}
          />
          {ofType(order.typeId, (typeId) => ({ ...order, typeId }))}
        </>
      );
    case 'skill-count':
      return ofType(order.typeId, (typeId) => ({ ...order, typeId }));
    case 'attribute':
      return (
        <>
          <FieldPicker
            fields={fields}
            label={words.value}
            value={order.field}
            isWrong={isWrong}
            onChange={(field) => onChange({ ...order, field })}
          />
          <DirectionPicker value={order.direction} onChange={(direction) => onChange({ ...order, direction })} />
        </>
      );
    default:
      return null;
  }
}

interface AgentOrdersProps {
  readonly orders: readonly AgentOrder[];
  /** `rulesets.0.rules.1.orderBy`. */
  readonly at: string;
  readonly errors: FieldErrors;
  readonly fields: readonly ConditionField[];
  readonly onChange: (orders: AgentOrder[]) => void;
}

/** By what the agents that fit a rule are put in order, one after the other. */
export function AgentOrders({ orders, at, errors, fields, onChange }: AgentOrdersProps) {
  const set = (next: readonly AgentOrder[]) => onChange([...next]);
  return (
    <FieldGroup name={words.order} hint={words.orderHint} error={errors[at]}>
      <div className={own.lines}>
        {orders.map((order, index) => {
          const place = `${at}.${index}`;
          const wrong = errors[`${place}.field`] ?? errors[`${place}.typeId`] ?? errors[place];
          return (
            <div key={index}>
              <div className={own.orderLine}>
                <div className={own.orderParts}>
                  <Select
                    aria-label={words.orderAt(index + 1)}
                    data={Object.entries(words.by).map(([value, label]) => ({ value, label }))}
                    allowDeselect={false}
                    value={order.by}
                    onChange={(by) => isOrder(by) && set(replaced(orders, index, begun[by]))}
                  />
                  <Detail
                    order={order}
                    isWrong={wrong !== undefined}
                    fields={fields}
                    onChange={(next) => set(replaced(orders, index, next))}
                  />
                </div>
                <span className={own.ruleActions}>
                  <button
                    type="button"
                    className={own.icon}
                    aria-label={words.raiseOrder(index + 1)}
                    title={words.raiseOrder(index + 1)}
                    disabled={index === 0}
                    onClick={() => set(moved(orders, index, index - 1))}
                  >
                    <IconArrowUp size={15} stroke={1.7} aria-hidden />
                  </button>
                  <button
                    type="button"
                    className={own.icon}
                    aria-label={words.removeOrder(index + 1)}
                    title={words.removeOrder(index + 1)}
                    onClick={() => set(without(orders, index))}
                  >
                    <IconX size={15} stroke={1.8} aria-hidden />
                  </button>
                </span>
              </div>
              {wrong && <p className={own.wrong}>{wrong}</p>}
            </div>
          );
        })}
      </div>
      {orders.length < most && (
        <Button
          variant="subtle"
          leftSection={<IconPlus size={14} stroke={1.9} aria-hidden />}
          onClick={() => set([...orders, begun[orders.length === 0 ? 'units' : 'round-robin']])}
        >
          {words.addOrder}
        </Button>
      )}
    </FieldGroup>
  );
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The order of a rule, in a few words. */
export function ordersInWords(
  orders: readonly AgentOrder[],
  fields: readonly ConditionField[],
  types: readonly Named[],
): string {
  const one = (order: AgentOrder): string => {
    const typed = (name: string) => {
      const type = 'typeId' in order && types.find(({ id }) => id === order.typeId)?.name;
      return type ? words.within(name, type) : name;
    };
    switch (order.by) {
      case 'attribute':
        return words.workBy(
          fields.find(({ name }) => name === order.field)?.label ?? order.field,
          words[order.direction],
        );
      case 'proficiency':
        return typed(words.proficiency(words[order.wanted]));
      default:
        return typed(words.by[order.by].toLowerCase());
    }
  };
  return [...orders.map(one), words.turn].join(', then ');
}
