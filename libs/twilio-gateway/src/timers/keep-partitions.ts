import { Injectable } from '@nestjs/common';
import { hourMs } from '#contracts';
import { Database, keepPartitions, Loops } from '#event-bus';
import { GatewaySettings } from '../gateway-settings.ts';
import { trimRecords } from '../use-cases/trim-records.ts';

/** Every hour: tomorrow's partitions are there, and what was kept long enough is gone, whole partitions and single records. */
@Injectable()
export class KeepPartitions {
  constructor(database: Database, loops: Loops, { retentionDays }: GatewaySettings) {
    const keep = async () => {
      await database.transact((tx) => keepPartitions(tx, retentionDays));
      return database.transact((tx) => trimRecords(tx, retentionDays));
    };
    loops.add('keep-partitions', keep, { everyMs: hourMs });
  }
}
