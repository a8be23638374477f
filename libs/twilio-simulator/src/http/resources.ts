import type { Account, MessagingService, OurNumber } from '../accounts.ts';
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

export function shortCodeResource(account: Account, ours: OurNumber) {
  return {
    sid: ours.sid,
    account_sid: account.sid,
    friendly_name: ours.name,
    short_code: ours.number,
    api_version: version,
    sms_url: ours.smsUrl,
    sms_method: ours.smsMethod,
    sms_fallback_url: ours.smsFallbackUrl,
    sms_fallback_method: ours.smsFallbackMethod,
    date_created: time(ours.createdAt),
    date_updated: time(ours.updatedAt),
    uri: `${accountPath(account.sid)}/SMS/ShortCodes/${ours.sid}.json`,
  };
}

/** Where Messaging Services are at Twilio. */
export const servicesUrl = 'https://messaging.twilio.com/v1/Services';

export function serviceResource(account: Account, service: MessagingService) {
  const url = `${servicesUrl}/${service.sid}`;
  return {
    sid: service.sid,
    account_sid: account.sid,
    friendly_name: service.name,
    inbound_request_url: service.inboundUrl || null,
    inbound_method: service.inboundMethod,
    fallback_url: service.fallbackUrl || null,
    fallback_method: service.fallbackMethod,
    use_inbound_webhook_on_number: service.useInboundWebhookOnNumber,
    status_callback: null,
    sticky_sender: true,
    smart_encoding: true,
    mms_converter: true,
    area_code_geomatch: false,
    fallback_to_long_code: false,
    scan_message_content: 'inherit',
    synchronous_validation: false,
    validity_period: 36_000,
    usecase: 'undeclared',
    us_app_to_person_registered: false,
    date_created: service.createdAt.toISOString(),
    date_updated: service.updatedAt.toISOString(),
    url,
    links: { phone_numbers: `${url}/PhoneNumbers`, short_codes: `${url}/ShortCodes` },
  };
}

/** A number or short code as a sender of a Messaging Service. */
export function senderResource(account: Account, service: MessagingService, ours: OurNumber) {
  const isShort = ours.type === 'short-code';
  return {
    sid: ours.sid,
    account_sid: account.sid,
    service_sid: service.sid,
    ...(isShort ? { short_code: ours.number } : { phone_number: ours.number }),
    country_code: 'US',
    capabilities: ['SMS', ...(ours.mms ? ['MMS'] : [])],
    date_created: ours.createdAt.toISOString(),
    date_updated: ours.updatedAt.toISOString(),
    url: `${servicesUrl}/${service.sid}/${isShort ? 'ShortCodes' : 'PhoneNumbers'}/${ours.sid}`,
  };
}
