import type { Alert } from '../alerts.ts';
import { refusal } from '../domain/refusals.ts';
import type { World } from '../world.ts';
import type { Route } from './door.ts';
import { metaPage } from './paging.ts';

const alertsUrl = 'https://monitor.twilio.com/v1/Alerts';

/** The error log of an account, as at `monitor.twilio.com` (twilio.md 4.10). What was sent and answered is shown of no alert. */
export function alertRoutes(world: World): Route[] {
  return [
    {
      method: 'GET',
      path: '/v1/Alerts',
      isApart: true,
      door: 'monitor',
      does: 'Parley reads the error log',
      answer({ account, query }) {
        const from = timeIn(query, 'StartDate') ?? new Date(0);
        const to = timeIn(query, 'EndDate') ?? world.clock.now();
        return metaPage('alerts', alertsUrl, query, world.alerts.list(account.sid, from, to), alertResource);
      },
    },
  ];
}

function timeIn(query: URLSearchParams, name: string): Date | null {
  const text = query.get(name);
  if (text === null) return null;
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw refusal(20001, `${name} is not valid`);
  return time;
}

const alertResource = ({ sid, accountSid, errorCode, about, url, method, at }: Alert) => ({
  sid,
  account_sid: accountSid,
  alert_text: new URLSearchParams({ Msg: '', ErrorCode: String(errorCode), url }).toString(),
  api_version: '2010-04-01',
  date_created: at.toISOString(),
  date_generated: at.toISOString(),
  date_updated: at.toISOString(),
  error_code: String(errorCode),
  log_level: errorCode === 11243 ? 'warning' : 'error',
  more_info: `https://www.twilio.com/docs/errors/${errorCode}`,
  request_method: method,
  request_url: url,
  resource_sid: about,
  service_sid: null,
  url: `${alertsUrl}/${sid}`,
});
