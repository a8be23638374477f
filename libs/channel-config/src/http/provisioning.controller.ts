import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Person,
  provisioningRequest,
  type ProvisioningRequest,
  provisioningView,
  type ProvisioningView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, PublicAddress } from '#platform';
import type { Provisioning } from '../domain/provisioning.ts';
import { provisioning } from '../storage/provisioning.ts';
import { provisionSms } from '../use-cases/provision-sms.ts';
import { turnOffSms } from '../use-cases/turn-off-sms.ts';

const viewOf = ({ kind, version, status, faultCode, faultDetail, changedAt }: Provisioning): ProvisioningView => ({
  kind,
  version,
  status,
  fault: faultCode !== null && faultDetail !== null ? { code: faultCode, detail: faultDetail } : null,
  changedAt: changedAt?.toISOString() ?? null,
});

@ApiTags('channel configuration')
@Controller('api/channel-config/provisioning/sms')
export class ProvisioningController {
  constructor(
    private readonly database: Database,
    private readonly address: PublicAddress,
  ) {}

  @Put()
  @Allow('administrator')
  @Answers(provisioningView)
  @ApiOperation({
    summary: 'Provision SMS, or turn it off',
    description:
      'Accounts and channels of SMS can be set up once it is `provisioned`; before, that is refused with `sms-not-provisioned`. After ' +
      '`failed`, `fault` says why; ask again when it is mended. Turning off has to be `confirmed`: every channel is retired, and ' +
      '`how` says what becomes of what still uses them. It is over when the last one is removed; nothing new is set up meanwhile. Provisioned ' +
      'again before, the channels that went with it come back. The same again changes nothing.',
  })
  async set(
    @CurrentPerson() person: Person,
    @Body({ schema: provisioningRequest }) { enabled, confirmed, how }: ProvisioningRequest,
  ): Promise<ProvisioningView> {
    if (enabled) return viewOf(await provisionSms(this.database, this.address.base, person));
    return viewOf(await this.database.transact((tx) => turnOffSms(tx, person, confirmed, how)));
  }

  @Get()
  @Allow('administrator', 'supervisor')
  @Answers(provisioningView)
  @ApiOperation({ summary: 'Read whether SMS may be set up' })
  async get(): Promise<ProvisioningView> {
    return viewOf(await this.database.read((manager) => provisioning({ manager }).sms()));
  }
}
