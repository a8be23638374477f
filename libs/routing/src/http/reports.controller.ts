import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  agentReportRequest,
  type AgentReportRequest,
  agentReportsView,
  type AgentReportsView,
  presenceReportRequest,
  type PresenceReportRequest,
  presenceReportsView,
  type PresenceReportsView,
  queueReportRequest,
  type QueueReportRequest,
  queueReportsView,
  type QueueReportsView,
  workstreamReportsView,
  type WorkstreamReportsView,
  workReportRequest,
  type WorkReportRequest,
  workReportsView,
  type WorkReportsView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers } from '#platform';
import { reportAgents } from '../queries/agent-reports.ts';
import { reportPresences } from '../queries/presence-reports.ts';
import { reportQueues, reportWorkstreams } from '../queries/reports.ts';
import { reportWork } from '../queries/work-reports.ts';

@ApiTags('routing')
@Controller('api/routing/reports')
@Allow('administrator', 'supervisor')
export class ReportsController {
  constructor(private readonly database: Database) {}

  @Get('queues')
  @Answers(queueReportsView)
  @ApiOperation({
    summary: 'Report what happened in queues',
    description:
      'Of work that came into each within the time: how much, how quickly it was taken, who gave up, what waits still, and overflow by ' +
      'reason. The newest day unless it is said; at most 92 days, of the last thirteen months.',
  })
  queues(@Query({ schema: queueReportRequest }) asked: QueueReportRequest): Promise<QueueReportsView> {
    return this.database.read((db) => reportQueues(db, asked, this.database.now()));
  }

  @Get('workstreams')
  @Answers(workstreamReportsView)
  @ApiOperation({
    summary: 'Report what came of the work of workstreams',
    description: 'And what took longer than their settings expect. The newest day unless it is said; at most 92 days.',
  })
  workstreams(@Query({ schema: queueReportRequest }) asked: QueueReportRequest): Promise<WorkstreamReportsView> {
    return this.database.read((db) => reportWorkstreams(db, asked, this.database.now()));
  }

  @Get('work')
  @Answers(workReportsView)
  @ApiOperation({
    summary: 'Report what came of work by hour, skill or capacity profile',
    description:
      'Of work that came into queues within the time, by the hour of the day in `zone` in which it came, by a skill that it needs, or by a ' +
      'capacity profile that it takes, its workstream’s included; what has several counts with each. By name. The newest day unless it is said; at most 92 days.',
  })
  work(@Query({ schema: workReportRequest }) asked: WorkReportRequest): Promise<WorkReportsView> {
    return this.database.read((db) => reportWork(db, asked, this.database.now()));
  }

  @Get('agents')
  @Answers(agentReportsView)
  @ApiOperation({
    summary: 'Report what agents were offered, and advice',
    description:
      'Of each agent of whom there is something to tell: how offers of work ended and how soon they were accepted; whom they asked for ' +
      'advice, who asked them, and for how long. The newest day unless it is said; at most 92 days.',
  })
  agents(@Query({ schema: agentReportRequest }) asked: AgentReportRequest): Promise<AgentReportsView> {
    return this.database.read((db) => reportAgents(db, asked, this.database.now()));
  }

  @Get('presences')
  @Answers(presenceReportsView)
  @ApiOperation({
    summary: 'Report how long agents were what',
    description:
      'Of each agent, by name: the seconds in each presence within the time; those in a custom one apart from those in the one that it stands ' +
      'for. They add up to the time, or what is over of it. The newest day unless it is said; at most 92 days.',
  })
  presences(@Query({ schema: presenceReportRequest }) asked: PresenceReportRequest): Promise<PresenceReportsView> {
    return this.database.read((db) => reportPresences(db, asked, this.database.now()));
  }
}
