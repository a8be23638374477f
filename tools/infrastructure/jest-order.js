import Sequencer from '@jest/test-sequencer';

/**
 * The longest by far, longest first: what begins last ends last, while the other workers have nothing left to do. Of those that mostly wait, one
 * after the other, beside those that work.
 */
const longest = [
  'tools/crash/crash',
  'apps/desk/e2e/pages',
  'apps/desk/e2e/automatic',
  'apps/desk/e2e/handling',
  'apps/desk/e2e/kept-from-work',
  'apps/desk/e2e/agent',
  'tools/crash/sending',
  'apps/desk/e2e/distribution',
  'apps/desk/e2e/reference-page',
  'tools/product/in-force',
  'apps/desk/e2e/queues-and-rules',
  'tools/start/start.e2e',
  'apps/desk/e2e/definitions',
  'apps/desk/e2e/every-setting',
  'apps/desk/e2e/conversations-and-customers',
  'apps/desk/e2e/typed',
  'apps/desk/e2e/admin',
  'recovery.e2e',
  'apps/desk/e2e/session-pages',
  'apps/desk/e2e/set-up',
  'apps/all-in-one/e2e/main-job',
  'apps/desk/e2e/customer',
  // of those on real servers, each that waits for outages and limits beside two that work
  'libs/twilio-gateway/src/timers/sending.int',
  'libs/routing/src/queries/plans.int',
  'libs/conversations/src/use-cases/write-first',
  'libs/twilio-gateway/src/http/emergency-intake',
  'libs/conversations/src/timers/close-idle',
  'libs/twilio-gateway/src/use-cases/send-with-links',
  'libs/event-bus/src/broker.int',
  'libs/conversations/src/queries/plans.int',
  'libs/conversations/src/use-cases/talk-to-bots',
  'tools/infrastructure/rabbit.int',
  'libs/channel-config/src/use-cases/kinds',
  'libs/twilio-gateway/src/timers/fetch-media',
  'libs/twilio-gateway/src/http/account-checks',
];
const placeOf = ({ path }) => {
  const place = longest.findIndex((part) => path.replaceAll('\\', '/').includes(part));
  return place < 0 ? longest.length : place;
};

/** Starts the longest test files first, also on a machine that has never run them. The others in the order that Jest finds best. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort([...tests]).toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}
