import { amara, aSimulator, authToken, line, sid } from './testing/a-simulator.ts';
import { aReceiver } from './testing/receiver.ts';
import { sdkFor } from './testing/sdk.ts';

let simulator: Awaited<ReturnType<typeof aSimulator>>;
let receiver: Awaited<ReturnType<typeof aReceiver>>;
beforeEach(async () => {
  receiver = await aReceiver();
  simulator = await aSimulator({ smsUrl: `${receiver.url}/in#rc=0` });
});
afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

const alerts = () => sdkFor(simulator.url, sid, authToken).monitor.v1.alerts;
const text = () => simulator.control.text({ from: amara, to: line, body: 'Hello' });

describe('the error log', () => {
  it('has each webhook that could not be brought, the latest first, page by page', async () => {
    const sids: string[] = [];
    for (const status of [500, 200, 403]) {
      receiver.answerWith(() => ({ status }));
      sids.push((await text()).sid);
    }
    const page = await alerts().page({ pageSize: 1 });
    expect(page.instances).toMatchObject([
      { errorCode: '11217', resourceSid: sids[2], requestUrl: `${receiver.url}/in`, accountSid: sid },
    ]);
    expect((await page.nextPage())!.instances).toMatchObject([{ errorCode: '11217', resourceSid: sids[0] }]);
    expect(await alerts().list({ startDate: new Date(Date.now() + 60_000) })).toEqual([]);
  });

  it('has an answer that is no TwiML, and a text of which a part is missing', async () => {
    receiver.answerWith(() => ({ type: 'application/json', body: '{}' }));
    await text();
    simulator.control.fault({ kind: 'part-missing', next: 1 });
    const { sid: messageSid } = await text();
    const codes = (await alerts().list()).map(({ errorCode, resourceSid }) => [errorCode, resourceSid]);
    expect(codes).toContainEqual(['30009', messageSid]);
    expect(codes.map(([code]) => code)).toContain('12300');
    expect(await sdkFor(simulator.url, sid, authToken).messages(messageSid).fetch()).toMatchObject({
      errorCode: 30009,
    });
  });
});
