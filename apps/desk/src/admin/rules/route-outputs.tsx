import { Button, NumberInput, Select, Switch } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { queueOverflow, type RouteRule } from '#contracts';
import { ruleWords as words } from '../../words/en-rules.ts';
import type { FieldErrors } from '../patterns/contract.ts';
import { FieldGroup } from '../patterns/form-parts.tsx';
import { Overflow } from '../queues/overflow.tsx';
import { replaced } from './edit-rules.ts';
import own from './rules.module.css';
import { oneLess, oneMore, withShare } from './shares.ts';

type Queues = RouteRule['queues'];
interface Named {
  readonly id: string;
  readonly name: string;
}
const most = 5;

interface RouteOutputsProps {
  readonly rule: RouteRule;
  /** `rules.1`. */
  readonly at: string;
  readonly errors: FieldErrors;
  /** Queues for texts. */
  readonly queues: readonly Named[];
  readonly onChange: (changed: Partial<RouteRule>) => void;
}

/** Which queues a rule sends work to, in which shares, and whether it overflows by itself. */
export function RouteOutputs({ rule, at, errors, queues, onChange }: RouteOutputsProps) {
  const set = (next: readonly Queues[number][]) => onChange({ queues: [...next] });
  const free = queues.filter(({ id }) => !rule.queues.some(({ queueId }) => queueId === id));
  return (
    <>
      <FieldGroup name={words.queues} hint={words.queuesHint} error={errors[`${at}.queues`]}>
        <div className={own.lines}>
          {rule.queues.map(({ queueId, percent }, index) => {
            const called = queues.find(({ id }) => id === queueId)?.name ?? words.queue;
            const wrong = errors[`${at}.queues.${index}.queueId`] ?? errors[`${at}.queues.${index}.percent`];
            const share = (value: number) => set(withShare(rule.queues, index, value));
            const its = queues.filter(({ id }) => id === queueId || free.some((one) => one.id === id));
            return (
              <div key={queueId}>
                <div className={own.shareLine}>
                  <Select
                    aria-label={words.queue}
                    data={its.map(({ id, name }) => ({ value: id, label: name }))}
                    searchable
                    allowDeselect={false}
                    error={wrong !== undefined}
                    value={queueId}
                    onChange={(id) =>
                      id !== null &&
                      set(replaced(rule.queues, index, { queueId: id as Queues[number]['queueId'], percent }))
                    }
                  />
                  <input
                    type="range"
                    aria-label={words.share(called)}
                    min={1}
                    max={100}
                    disabled={rule.queues.length === 1}
                    value={percent}
                    onChange={(event) => share(Number(event.currentTarget.value))}
                  />
                  <NumberInput
                    aria-label={words.share(called)}
                    min={1}
                    max={100}
                    suffix=" %"
                    hideControls
                    allowDecimal={false}
                    disabled={rule.queues.length === 1}
                    value={percent}
                    onChange={(value) => value !== '' && Number(value) !== percent && share(Number(value))}
                  />
                  <button
                    type="button"
                    className={own.icon}
                    aria-label={words.remove(called)}
                    title={words.remove(called)}
                    onClick={() => set(oneLess(rule.queues, index))}
                  >
                    <IconX size={15} stroke={1.8} aria-hidden />
                  </button>
                </div>
                {wrong && <p className={own.wrong}>{wrong}</p>}
              </div>
            );
          })}
        </div>
        {free.length > 0 && rule.queues.length < most && (
          <Button
            variant="subtle"
            leftSection={<IconPlus size={14} stroke={1.9} aria-hidden />}
            onClick={() => set(oneMore(rule.queues, { queueId: free[0]!.id as Queues[number]['queueId'], percent: 1 }))}
          >
            {words.addQueue}
          </Button>
        )}
      </FieldGroup>
      <FieldGroup name={words.ownOverflow} hint={words.ownOverflowHint} error={errors[`${at}.overflow`]}>
        <Switch
          className={own.switch!}
          aria-label={words.ownOverflow}
          checked={rule.overflow !== null}
          onChange={(event) => onChange({ overflow: event.currentTarget.checked ? queueOverflow.parse({}) : null })}
        />
      </FieldGroup>
      {rule.overflow && (
        <Overflow
          overflow={rule.overflow}
          at={`${at}.overflow`}
          errors={errors}
          queues={queues}
          onChange={(overflow) => onChange({ overflow })}
        />
      )}
    </>
  );
}

/** Where it goes, in a few words. */
export function destinationOf({ queues, overflow }: RouteRule, known: readonly Named[]): string {
  if (queues.length === 0) return words.noQueue;
  const named = queues.map(({ queueId, percent }) => {
    const name = known.find(({ id }) => id === queueId)?.name ?? '…';
    return queues.length === 1 ? name : `${name} ${words.percent(percent)}`;
  });
  const to = words.goesTo(named.join(', '));
  return overflow ? `${to}, ${words.overflows}` : to;
}
