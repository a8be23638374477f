import { Body, Controller, Get, Headers, Put } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  administratorsView,
  type AdministratorsView,
  type Person,
  preferencesRequest,
  type PreferencesRequest,
  preferencesView,
  type PreferencesView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, Problems, SaysVersion, versionIn } from '#platform';
import { administrators, preferencesOf } from '../storage/people.ts';
import { comeIn, savePreferences } from '../use-cases/save-preferences.ts';

/** What everybody who opens the desk, agent or not, says and asks about themselves. */
@ApiTags('routing')
@Controller('api/routing/people')
@Allow('agent', 'supervisor', 'administrator')
export class PeopleController {
  constructor(private readonly database: Database) {}

  @Put('me')
  @Answers(preferencesView)
  @SaysVersion()
  @ApiOperation({
    summary: 'Come in',
    description: 'Says that I am here, with whatever role, and answers how the desk is to behave for me.',
  })
  comeIn(@CurrentPerson() person: Person): Promise<PreferencesView> {
    return this.database.transact((tx) => comeIn(tx, person));
  }

  @Get('me/preferences')
  @Answers(preferencesView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read how the desk is to behave for me' })
  preferences(@CurrentPerson() { agentId }: Person): Promise<PreferencesView> {
    return this.database.read((db) => preferencesOf(db, agentId));
  }

  @Put('me/preferences')
  @Answers(preferencesView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'The version that the change starts from, such as "3"; "0" while none was kept.',
  })
  @ApiOperation({
    summary: 'Say how the desk is to behave for me',
    description:
      'Says all of it; what is left out is as usual. It follows me from desk to desk, and other windows hear it.',
  })
  prefer(
    @CurrentPerson() person: Person,
    @Body({ schema: preferencesRequest }) asked: PreferencesRequest,
    @Headers('if-match') version?: string,
  ): Promise<PreferencesView> {
    const from = versionIn(version);
    return this.database.transact((tx) => savePreferences(tx, person, asked, from));
  }

  @Get('administrators')
  @Answers(administratorsView)
  @ApiOperation({
    summary: 'Say who can give access',
    description:
      'Administrators who opened the desk within 90 days, the latest first: three by name, and how many there are.',
  })
  administrators(): Promise<AdministratorsView> {
    return this.database.read((db) => administrators(db, this.database.now()));
  }
}
