import { Readable } from 'node:stream';
import { Body, Controller, Delete, Get, Headers, Param, Post, Put, Query, Req, type Type } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  caseRequest,
  casesRequest,
  type CasesRequest,
  casesView,
  caseView,
  contactRequest,
  contactsView,
  contactView,
  customerAccountRequest,
  customerAccountsView,
  customerAccountView,
  customerImportView,
  type CustomerImportView,
  customersRequest,
  Refusal,
} from '#contracts';
import { chunks, Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers, AnswersNothing, ifMatch, Problems, SaysVersion, TakesCsv, versionIn } from '#platform';
import { ConversationsSettings } from '../conversations-settings.ts';
import type { Asked, DirectoryKind } from '../domain/directory.ts';
import { directoryViewOf, listDirectory } from '../queries/list-directory.ts';
import { directory } from '../storage/directory.ts';
import { importDirectory } from '../use-cases/import-directory.ts';
import { notFound, removeDirectoryRecord, saveDirectoryRecord } from '../use-cases/save-directory-record.ts';
import { readDirectoryTable } from './directory-table.ts';

/** How many lines of an import share a transaction. */
const atOnce = 500;

interface Door {
  readonly kind: DirectoryKind;
  readonly path: string;
  readonly title: string;
  readonly request: z.ZodType<Asked>;
  readonly listRequest: z.ZodType;
  readonly view: z.ZodType;
  readonly page: z.ZodType;
  readonly columns: string;
}

/** The same doors for contacts, accounts and cases (product.md 18.1). */
function directoryController({ kind, path, title, request, listRequest, view, page, columns }: Door): Type {
  @ApiTags('customers')
  @Controller(`api/conversations/${path}`)
  class DirectoryController {
    constructor(
      private readonly database: Database,
      private readonly settings: ConversationsSettings,
    ) {}

    @Get()
    @Allow('agent', 'supervisor', 'administrator')
    @Answers(page)
    @ApiOperation({
      summary: `List ${title}, by name`,
      description: '`q`: beginnings of words, or digits of a number.',
    })
    list(@Query({ schema: listRequest }) asked: CasesRequest) {
      return this.database.read((db) => listDirectory(db, kind, asked));
    }

    @Get(':id')
    @Allow('agent', 'supervisor', 'administrator')
    @Answers(view)
    @SaysVersion()
    @ApiOperation({ summary: `Read one of the ${title}` })
    async show(@Param('id', { schema: z.uuid() }) id: string) {
      const found = await this.database.read((manager) => directory({ manager }).find(kind, id));
      if (!found) throw notFound(kind);
      return directoryViewOf(found);
    }

    @Put(':id')
    @Allow('agent', 'supervisor', 'administrator')
    @Answers(view)
    @SaysVersion()
    @Problems(412, 428)
    @ApiHeader({ ...ifMatch, required: false })
    @ApiOperation({
      summary: `Make or change one of the ${title}`,
      description:
        'Under an id of your own (UUID v7). Numbers may be in any spelling; they are kept as E.164. A change needs `If-Match`.',
    })
    async save(
      @Param('id', { schema: z.uuid() }) id: string,
      @Body({ schema: request }) asked: Asked,
      @Headers('if-match') version?: string,
    ) {
      const from = versionIn(version);
      const { country } = this.settings;
      return directoryViewOf(
        await this.database.transact((tx) => saveDirectoryRecord(tx, { kind, id, asked, from, country })),
      );
    }

    @Delete(':id')
    @Allow('supervisor', 'administrator')
    @AnswersNothing()
    @ApiOperation({ summary: `Remove one of the ${title}`, description: 'Conversations keep what they knew of it.' })
    async remove(@Param('id', { schema: z.uuid() }) id: string): Promise<void> {
      await this.database.transact((tx) => removeDirectoryRecord(tx, kind, id));
    }

    @Post('import')
    @Allow('administrator')
    @TakesCsv()
    @Answers(customerImportView)
    @ApiOperation({
      summary: `Import ${title} as CSV`,
      description:
        `The first line names the columns: ${columns}, and \`attribute.\` with a name of your own. \`reference\` calls a line for other ` +
        'tables, and makes an import that is repeated change what is there. At most 100,000 lines. A table with a mistake in it changes nothing.',
    })
    async import(@Req() { body }: FastifyRequest): Promise<CustomerImportView> {
      if (!(body instanceof Readable)) throw new Refusal('unreadable', 'Send the table as text/csv.', 'body');
      const { country } = this.settings;
      const lines = await readDirectoryTable(kind, body, country);
      const sum = { read: lines.length, created: 0, changed: 0, unchanged: 0 };
      for (const some of chunks(lines, atOnce)) {
        const { created, changed, unchanged } = await this.database.transact((tx) =>
          importDirectory(tx, kind, some, country),
        );
        sum.created += created;
        sum.changed += changed;
        sum.unchanged += unchanged;
      }
      return sum;
    }
  }
  Object.defineProperty(DirectoryController, 'name', { value: `${kind}-directory-controller` });
  return DirectoryController;
}

export const directoryControllers = [
  directoryController({
    kind: 'contact',
    path: 'customers',
    title: 'contacts',
    request: contactRequest,
    listRequest: customersRequest,
    view: contactView,
    page: contactsView,
    columns:
      '`reference`, `name`, `firstName`, `lastName`, `nickname`, `company`, `email`, `mobile`, `business`, `home`, `other`, `account`, `active`',
  }),
  directoryController({
    kind: 'account',
    path: 'accounts',
    title: 'accounts',
    request: customerAccountRequest,
    listRequest: customersRequest,
    view: customerAccountView,
    page: customerAccountsView,
    columns: '`reference`, `name`, `number`, `email`, `main`, `other`, `fax`, `active`',
  }),
  directoryController({
    kind: 'case',
    path: 'cases',
    title: 'cases',
    request: caseRequest,
    listRequest: casesRequest,
    view: caseView,
    page: casesView,
    columns: '`reference`, `number`, `title`, `address`, `contact`, `account`, `active`',
  }),
];
