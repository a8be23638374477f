import { Readable } from 'node:stream';
import { Body, Controller, Get, Header, Param, Post, Put, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  address,
  type Address,
  consentEntriesRequest,
  type ConsentEntriesRequest,
  consentEntriesView,
  type ConsentEntriesView,
  consentEntryView,
  type ConsentEntryView,
  consentExportRequest,
  type ConsentExportRequest,
  consentImportView,
  type ConsentImportView,
  consentView,
  type ConsentView,
  type Person,
  recordConsentRequest,
  type RecordConsentRequest,
  Refusal,
  senderNumber,
} from '#contracts';
import { chunks, Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, GivesCsv, TakesCsv, Unreadable } from '#platform';
import { exportConsents, listConsents, readConsent } from '../queries/consent.ts';
import { consents } from '../storage/consents.ts';
import { nobodyWrote, neverHeardFrom } from '../storage/heard-from.ts';
import { importConsents } from '../use-cases/import-consents.ts';
import { recordConsent } from '../use-cases/record-consent.ts';
import { readConsentTable } from './consent-table.ts';

/** How many lines of an import share a transaction. */
const atOnce = 500;

/** Who may be texted: the ledger of consent (product.md 30). */
@ApiTags('consent')
@Controller('api/gateway/consent')
export class ConsentController {
  constructor(private readonly database: Database) {}

  @Get()
  @Allow('administrator', 'supervisor')
  @Answers(consentEntriesView)
  @ApiOperation({ summary: 'List the ledger of consent', description: 'Newest first; `current=true`: what holds now.' })
  list(@Query({ schema: consentEntriesRequest }) asked: ConsentEntriesRequest): Promise<ConsentEntriesView> {
    return this.database.read((db) => listConsents(db, asked));
  }

  @Get('export')
  @Allow('administrator', 'supervisor')
  @GivesCsv()
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="consent.csv"')
  @ApiOperation({
    summary: 'Export the ledger as CSV',
    description: 'Oldest first, as the list is filtered. The same table can be imported.',
  })
  export(@Query({ schema: consentExportRequest }) asked: ConsentExportRequest): StreamableFile {
    const text = exportConsents((query) => this.database.read(query), asked);
    return new StreamableFile(Readable.from(text, { objectMode: false }));
  }

  @Post('import')
  @Allow('administrator')
  @TakesCsv()
  @Answers(consentImportView)
  @ApiOperation({
    summary: 'Import a table of consent as CSV',
    description:
      'The first line names the columns: `number`, `customer`, `status` (`opted-out` or `opted-in`), and where you have them `at` and ' +
      '`comment`; others are passed over. At most 100,000 lines. A table with a mistake in it changes nothing; what is known already, or ' +
      'older than what is known, is not recorded again.',
  })
  async import(@CurrentPerson() person: Person, @Req() { body }: FastifyRequest): Promise<ConsentImportView> {
    if (!(body instanceof Readable)) throw new Refusal('unreadable', 'Send the table as text/csv.', 'body');
    const lines = await readConsentTable(body, this.database.now());
    const known = await this.database.transact((tx) =>
      consents(tx).knownAmong([...new Set(lines.map(({ number }) => number))]),
    );
    const strange = lines.filter(({ number }) => !known.has(number));
    if (strange.length > 0)
      throw new Unreadable(
        strange.map(({ line }) => ({ field: `line ${line}.number`, message: 'is no number of our channels' })),
      );
    const unheard = await this.database.read((db) =>
      neverHeardFrom(
        db,
        lines.map(({ customer }) => customer),
      ),
    );
    const bare = lines.filter(({ customer }) => unheard.has(customer));
    if (bare.length > 0)
      throw new Unreadable(
        bare.map(({ line, customer }) => ({ field: `line ${line}.customer`, message: nobodyWrote(customer) })),
      );
    let recorded = 0;
    for (const some of chunks(lines, atOnce))
      recorded += await this.database.transact((tx) => importConsents(tx, person, some));
    return { read: lines.length, recorded, unchanged: lines.length - recorded };
  }

  @Get(':number/:customer')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(consentView)
  @ApiOperation({ summary: 'Read whether a customer may be texted from a number, and why' })
  read(
    @Param('number', { schema: senderNumber }) number: Address,
    @Param('customer', { schema: address }) customer: Address,
  ): Promise<ConsentView> {
    return this.database.read((db) => readConsent(db, { number, customer }));
  }

  @Put(':id')
  @Allow('agent', 'administrator')
  @Answers(consentEntryView)
  @ApiOperation({
    summary: 'Record what a customer said',
    description: 'Under an id of your own (UUID v7). Agents opt out; administrators also opt in.',
  })
  record(
    @CurrentPerson() person: Person,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: recordConsentRequest }) asked: RecordConsentRequest,
  ): Promise<ConsentEntryView> {
    return this.database.transact((tx) => recordConsent(tx, person, id, asked));
  }
}
