import { operatingHours } from '../http/operating-hours.ts';
import { defineDefinition } from './definition.ts';

/** When somebody is there: for channels and queues alike (product.md 20). */
export const operatingHoursKind = defineDefinition('operating-hours', {
  path: 'operating-hours',
  title: 'operating hours',
  fields: operatingHours.shape,
  filters: ['timeZone'],
});
