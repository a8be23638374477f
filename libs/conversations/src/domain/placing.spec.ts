import { address, agentId, channelId, conversationId, type ConversationId, workstreamId } from '#contracts';
import { end } from './attending.ts';
import { offerEnded, offerMade } from './offers.ts';
import { type Met, placeText } from './placing.ts';
import { receiveText } from './receiving.ts';

const uuid = (n: number) => `0197a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const lena = agentId.parse(uuid(1));
const at = (minutes: number) => new Date(Date.UTC(2026, 0, 5, 9, minutes));
const text = (body: string, minutes = 5) => ({ body, at: at(minutes), position: minutes });
const opening = {
  ...{ channelId: channelId.parse(uuid(300)), customer: address.parse('+14155550111') },
  ...{ id: conversationId.parse(uuid(400)), workstreamId: workstreamId.parse(uuid(200)) },
};
const nobody: Met = {
  ...{ latest: null, isKeyword: false, answers: null, opening: { ...opening, id: conversationId.parse(uuid(401)) } },
  ...{ isChannelRetired: false, reopenWithinHours: 0, endWords: ['DONE'] },
};
const open = receiveText(null, text('Hello', 0), opening, at(0)).conversation;
const offered = offerMade(open, { version: 1, agentId: lena }, at(1)).conversation;
const active = offerEnded(offered, { version: 2, agentId: lena, outcome: 'accepted' }, at(2)).conversation;
const wrapUp = end(active, lena, at(3), null).conversation;
const place = (body: string, met: Partial<Met>) => placeText(text(body), { ...nobody, ...met }, at(5));

describe('a text of a customer', () => {
  it('opens a conversation where there is none, and goes on with the one there is', () => {
    expect(place('Hi', {})).toMatchObject({ is: 'received', happened: 'opened', conversation: { id: uuid(401) } });
    expect(place('Hi', { latest: active })).toMatchObject({ is: 'received', happened: 'continued', change: null });
  });

  it('that is a keyword is seen in the thread there is, changes nothing after its end, and goes nowhere without one', () => {
    const keyword = { isKeyword: true };
    expect(place('STOP', keyword)).toEqual({ is: 'nowhere' });
    const seen = place('STOP', { ...keyword, latest: active });
    expect(seen).toMatchObject({ is: 'seen', conversation: { status: 'active', lastText: 'STOP' } });
    expect(place('STOP', { ...keyword, latest: wrapUp })).toEqual({ is: 'seen', conversation: wrapUp });
  });

  it('that answers a survey is kept in the conversation that was asked about, and shown to who still wraps it up', () => {
    const about = (answers: ConversationId) => place('5', { latest: wrapUp, answers });
    expect(about(wrapUp.id)).toEqual({ is: 'kept', conversationId: wrapUp.id, shownTo: wrapUp });
    const earlier = conversationId.parse(uuid(399));
    expect(about(earlier)).toEqual({ is: 'kept', conversationId: earlier, shownTo: null });
  });

  it('that says the customer is done ends what goes on, and afterwards is only kept', () => {
    expect(place('done.', { latest: active })).toMatchObject({
      ...{ is: 'received', happened: 'continued' },
      conversation: { status: 'closed', statusReason: 'customer-ended' },
    });
    expect(place('Done', { latest: wrapUp })).toEqual({ is: 'kept', conversationId: wrapUp.id, shownTo: wrapUp });
    expect(place('Done', {})).toMatchObject({ happened: 'opened' });
  });

  it('opens none on a channel that is retired', () => {
    const kept = place('Hi', { isChannelRetired: true });
    expect(kept).toMatchObject({ is: 'received', happened: 'kept', conversation: { status: 'closed' } });
  });
});
