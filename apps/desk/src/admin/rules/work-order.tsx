import { Select } from '@mantine/core';
import type { ConditionField } from '#contracts';
import { queueRuleWords as words } from '../../words/en-queue-rules.ts';
import type { FieldErrors } from '../patterns/contract.ts';
import { FieldGroup } from '../patterns/form-parts.tsx';
import { DirectionPicker } from './agent-orders.tsx';
import { FieldPicker } from './conditions.tsx';
import type { WorkRule } from './edit-rules.ts';
import own from './rules.module.css';

type Order = WorkRule['orderBy'];

interface WorkOrderProps {
  readonly order: Order;
  /** `prioritisation.rules.1.orderBy`. */
  readonly at: string;
  readonly errors: FieldErrors;
  readonly fields: readonly ConditionField[];
  readonly onChange: (order: Order) => void;
}

/** In which order work is taken that fits the same rule. */
export function WorkOrder({ order, at, errors, fields, onChange }: WorkOrderProps) {
  const wrong = errors[`${at}.field`] ?? errors[at];
  return (
    <FieldGroup name={words.orderBy} error={wrong} {...(order ? { hint: words.valueHint } : {})}>
      <div className={own.orderParts}>
        <Select
          aria-label={words.orderBy}
          data={[
            { value: 'longest', label: words.longest },
            { value: 'value', label: words.byValue },
          ]}
          allowDeselect={false}
          value={order ? 'value' : 'longest'}
          onChange={(next) =>
            onChange(next === 'value' ? { field: 'conversation.openedAt', direction: 'ascending' } : null)
          }
        />
        {order && (
          <>
            <FieldPicker
              fields={fields}
              label={words.value}
              value={order.field}
              isWrong={wrong !== undefined}
              onChange={(field) => onChange({ ...order, field })}
            />
            <DirectionPicker value={order.direction} onChange={(direction) => onChange({ ...order, direction })} />
          </>
        )}
      </div>
    </FieldGroup>
  );
}

/** The same in a few words. */
export const workOrderInWords = (order: Order, fields: readonly ConditionField[]): string =>
  order
    ? words.workBy(fields.find(({ name }) => name === order.field)?.label ?? order.field, words[order.direction])
    : words.longest.toLowerCase();
