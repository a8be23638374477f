import { Module } from '@nestjs/common';
import { dayMs, hourMs, staffKinds } from '#contracts';
import { deadLettersController } from '#dead-letters';
import { Database, EventBusModule, Loops } from '#event-bus';
import { changesController } from '#history';
import { ConfigurationReactions } from './configuration-reactions.ts';
import { ErasureReactions } from './erasure-reactions.ts';
import { AgentSettingsController } from './http/agent-settings.controller.ts';
import { AssignmentSettingsController } from './http/assignment-settings.controller.ts';
import { AgentsController } from './http/agents.controller.ts';
import { AnnounceController } from './http/announce.controller.ts';
import { ConfigurationController } from './http/configuration.controller.ts';
import { CustomAssignmentController } from './http/custom-assignment.controller.ts';
import { DistributionController } from './http/distribution.controller.ts';
import { DryRunController } from './http/dry-run.controller.ts';
import { ReportsController } from './http/reports.controller.ts';
import { MeController } from './http/me.controller.ts';
import { OffersController } from './http/offers.controller.ts';
import { PeopleController } from './http/people.controller.ts';
import { QueuesController } from './http/queues.controller.ts';
import { rulesControllers } from './http/rules.controllers.ts';
import { HandleWorkController } from './http/handle-work.controller.ts';
import { WorkSkillsController } from './http/work-skills.controller.ts';
import { MyWorkController } from './http/my-work.controller.ts';
import { JobsController } from './http/jobs.controller.ts';
import { staffDefinitionController } from './http/staff-definition.controller.ts';
import { WorkItemsController } from './http/work-items.controller.ts';
import { copyKeeper } from './keeping.ts';
import { Assignment } from './loops/assignment.ts';
import { QueueFigures } from './loops/queue-figures.ts';
import { Reactions } from './reactions.ts';
import { routingSchema } from './schema.ts';
import { keepDefaultQueue } from './use-cases/keep-default-queue.ts';
import { keepExplanations } from './use-cases/keep-explanations.ts';
import { overflowWaiting } from './use-cases/overflow-waiting.ts';
import { tellLines } from './use-cases/tell-lines.ts';
import { trimJobs } from './use-cases/trim-jobs.ts';
import { trimPresences } from './use-cases/trim-presences.ts';
import { trimWork } from './use-cases/trim-work.ts';
import { affinityOver } from './timers/affinity-over.ts';
import { agentLeft } from './timers/agent-left.ts';
import { agentLost } from './timers/agent-lost.ts';
import { agentSilence } from './timers/agent-silence.ts';
import { consultSearch } from './timers/consult-search.ts';
import { dayOver } from './timers/day-over.ts';
import { jobStep } from './timers/job-step.ts';
import { offerDue } from './timers/offer-due.ts';
import { offersDayOver } from './timers/offers-day-over.ts';
import { wrapUpBlock } from './timers/wrap-up-block.ts';

/** Who handles what: queues, agents, work items, offers. */
@Module({
  imports: [
    EventBusModule.forService(routingSchema, {
      timers: [
        offerDue,
        agentSilence,
        agentLeft,
        agentLost,
        affinityOver,
        wrapUpBlock,
        dayOver,
        offersDayOver,
        jobStep,
        consultSearch,
        copyKeeper.countUsage,
      ],
    }),
  ],
  controllers: [
    changesController('routing'),
    deadLettersController('routing'),
    MeController,
    MyWorkController,
    PeopleController,
    AgentsController,
    AgentSettingsController,
    AssignmentSettingsController,
    OffersController,
    QueuesController,
    CustomAssignmentController,
    DistributionController,
    ConfigurationController,
    WorkItemsController,
    ...rulesControllers,
    DryRunController,
    ReportsController,
    AnnounceController,
    HandleWorkController,
    WorkSkillsController,
    JobsController,
    ...staffKinds.map(staffDefinitionController),
    Reactions,
    ConfigurationReactions,
    ErasureReactions,
  ],
})
export class RoutingModule {
  constructor(database: Database, loops: Loops) {
    const figures = new QueueFigures(database);
    const assignment = new Assignment(database);
    loops.add('assignment', () => assignment.turn(), { gathers: true });
    // woken by every change of a line; by itself only for what another replica's death left unsaid
    loops.add('queue-figures', () => figures.showChanged(), { everyMs: 30_000 });
    // woken where items come that may wait too long; by itself for those that were offered when it was time
    loops.add('overflow', () => database.transact((tx) => overflowWaiting(tx)), { everyMs: 5_000 });
    const tell = () => database.transact((tx) => tellLines(tx));
    loops.add('tell-lines', () => tell().then(() => false), { everyMs: 10_000 });
    // it is there from the beginning, whether anything names it or not
    const begin = () => database.transact((tx) => keepDefaultQueue(tx));
    loops.add('default-queue', () => begin().then(() => false), { everyMs: hourMs });
    const keep = () => database.transact((tx) => keepExplanations(tx));
    loops.add('keep-explanations', () => keep().then(() => false), { everyMs: hourMs });
    loops.add('trim-presences', () => database.transact((tx) => trimPresences(tx)), { everyMs: dayMs });
    loops.add('trim-work', () => database.transact((tx) => trimWork(tx)), { everyMs: dayMs });
    loops.add('trim-jobs', () => database.transact((tx) => trimJobs(tx)), { everyMs: dayMs });
  }
}
