import type { Account, OurNumber } from '../accounts.ts';
import type { Message } from '../domain/message.ts';
import { endingText } from '../domain/refusals.ts';
import type { Media } from '../messages.ts';

const version = '2010-04-01';
/** RFC 2822, as Twilio writes times: `Mon, 05 Jan 2026 09:00:00 +0000`. */
const time = (at: Date | null) => (at === null ? null : at.toUTCString().replace('GMT', '+0000'));
export const accountPath = (sid: string) => `/${version}/Accounts/${sid}`;

export function accountResource(account: Account) {
  const path = accountPath(account.sid);
  return {
    sid: account.sid,
    owner_account_sid: account.sid,
    friendly_name: account.name,
    status: account.status,
    type: 'Full',
    auth_token: account.primaryToken,
    date_created: time(account.createdAt),
    date_updated: time(account.updatedAt),
    uri: `${path}.json`,
    subresource_uris: {
      messages: `${path}/Messages.json`,
      incoming_phone_numbers: `${path}/IncomingPhoneNumbers.json`,
    },
  };
}

export function messageResource(message: Message) {
  const path = `${accountPath(message.accountSid)}/Messages/${message.sid}`;
  return {
    sid: message.sid,
    account_sid: message.accountSid,
    messaging_service_sid: message.serviceSid,
    api_version: version,
    direction: message.direction,
    from: message.from,
    to: message.to,
    body: message.body,
    num_media: String(message.media.length),
    num_segments: message.status === 'accepted' || message.status === 'scheduled' ? '0' : String(message.segments),
    status: message.status,
    error_code: message.errorCode,
    error_message: message.errorCode === null ? null : endingText(message.errorCode),
    price: null,
    price_unit: 'USD',
    date_created: time(message.createdAt),
    date_sent: time(message.sentAt),
    date_updated: time(message.updatedAt),
    uri: `${path}.json`,
    subresource_uris: { media: `${path}/Media.json` },
  };
}

export function mediaResource(media: Media) {
  return {
    sid: media.sid,
    account_sid: media.accountSid,
    parent_sid: media.messageSid,
    content_type: media.contentType,
    date_created: time(media.createdAt),
    date_updated: time(media.createdAt),
    uri: `${accountPath(media.accountSid)}/Messages/${media.messageSid}/Media/${media.sid}.json`,
  };
}

export function numberResource(account: Account, ours: OurNumber) {
  return {
    sid: ours.sid,
    account_sid: account.sid,
    friendly_name: ours.name,
    phone_number: ours.number,
    api_version: version,
    capabilities: { voice: false, sms: ours.sms, mms: ours.mms, fax: false },
    sms_url: ours.smsUrl,
    sms_method: ours.smsMethod,
    sms_fallback_url: ours.smsFallbackUrl,
    sms_fallback_method: ours.smsFallbackMethod,
    sms_application_sid: ours.smsApplicationSid,
    status_callback: ours.statusCallback,
    status_callback_method: 'POST',
    voice_url: null,
    voice_method: 'POST',
    voice_fallback_url: null,
    voice_fallback_method: 'POST',
    voice_application_sid: null,
    voice_caller_id_lookup: false,
    voice_receive_mode: 'voice',
    trunk_sid: null,
    address_sid: null,
    address_requirements: 'none',
    identity_sid: null,
    bundle_sid: null,
    emergency_status: 'Inactive',
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    beta: false,
    origin: 'twilio',
    status: 'in-use',
    type: ours.type === 'toll-free' ? 'toll-free' : 'local',
    date_created: time(ours.createdAt),
    date_updated: time(ours.updatedAt),
    uri: `${accountPath(account.sid)}/IncomingPhoneNumbers/${ours.sid}.json`,
  };
}
