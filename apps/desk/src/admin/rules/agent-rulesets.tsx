import { Button } from '@mantine/core';
import { IconPlus, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { CustomAssignment } from '#contracts';
import { nameable } from '../../api/definitions.ts';
import { Empty } from '../../parts/empty.tsx';
import { queueRuleWords as words } from '../../words/en-queue-rules.ts';
import { ruleWords } from '../../words/en-rules.ts';
import { Section } from '../patterns/page.tsx';
import type { Form } from '../patterns/use-form.ts';
import { AgentOrders, ordersInWords } from './agent-orders.tsx';
import { type AgentRuleset, newAgentRule, newAgentRuleset } from './edit-rules.ts';
import { RuleList } from './rule-list.tsx';
import { RulesetSection } from './ruleset-section.tsx';
import { most, type PartProps } from './queue-rules.ts';

/** The default ruleset is always one of them: the first, where the one that was is gone. */
function setRulesets(form: Form<CustomAssignment>, rulesets: readonly AgentRuleset[]): void {
  form.set('rulesets', [...rulesets]);
  const { defaultRulesetId } = form.values;
  if (!rulesets.some(({ id }) => id === defaultRulesetId)) form.set('defaultRulesetId', rulesets[0]?.id ?? null);
}

/** Who is considered, and who of them comes first. */
export function AgentRulesets({ form, ofWork, ofAgents }: PartProps) {
  const types = useQuery(nameable('skill-type')).data ?? [];
  const { rulesets } = form.values;
  const add = (
    <Button
      variant="default"
      disabled={rulesets.length >= most.rulesets}
      leftSection={<IconPlus size={15} stroke={1.9} aria-hidden />}
      onClick={() =>
        setRulesets(form, [...rulesets, newAgentRuleset(words.rulesetName(rulesets.length + 1), ruleWords.ruleName(1))])
      }
    >
      {words.newRuleset}
    </Button>
  );
  return (
    <>
      <Section title={words.agents} text={words.agentsText}>
        {rulesets.length === 0 ? (
          <Empty icon={IconUsers} title={words.noRulesets} actions={add}>
            {words.noRulesetsText}
          </Empty>
        ) : (
          add
        )}
      </Section>
      {rulesets.map((ruleset, index) => (
        <RulesetSection
          key={ruleset.id}
          rulesets={rulesets}
          index={index}
          most={most.rulesets}
          errors={form.errors}
          onChange={(next) => setRulesets(form, next)}
        >
          <div>
            <RuleList
              label={ruleset.name}
              rules={ruleset.rules}
              onChange={(rules) =>
                setRulesets(
                  form,
                  rulesets.map((one) => (one.id === ruleset.id ? { ...one, rules: [...rules] } : one)),
                )
              }
              at={`rulesets.${index}.rules`}
              errors={form.errors}
              fields={ofAgents}
              others={ofWork}
              most={most.rules}
              make={newAgentRule}
              outcome={({ orderBy }) => ordersInWords(orderBy, ofAgents, types)}
              outputs={({ orderBy }, at, change) => (
                <AgentOrders
                  orders={orderBy}
                  at={`${at}.orderBy`}
                  errors={form.errors}
                  fields={ofAgents.filter(({ type }) => type !== 'calendar')}
                  onChange={(next) => change({ orderBy: next })}
                />
              )}
            />
          </div>
        </RulesetSection>
      ))}
    </>
  );
}
