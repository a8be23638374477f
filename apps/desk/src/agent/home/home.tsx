import { Button } from '@mantine/core';
import { IconBeach, IconMessages, IconMoodSmile } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { setPresence } from '../../api/routing.ts';
import { Empty } from '../../parts/empty.tsx';
import { Keys } from '../../parts/small.tsx';
import { commands, keysOf } from '../../shell/commands.ts';
import { isMac, spellKeys } from '../../shell/keys.ts';
import { usePreferences } from '../../shell/preferences.ts';
import { byWaiting } from '../../shell/sessions.ts';
import { tellFailure } from '../../shell/tell.tsx';
import { useTitle } from '../../shell/title.ts';
import { useMe } from '../../shell/use-agent.ts';
import { useSessions } from '../../shell/use-desk.ts';
import { agentWords } from '../../words/en-agent.ts';
import { words as shared } from '../../words/en.ts';
import work from '../work.module.css';

const words = agentWords.home;

const hints = [
  ['offer.accept', shared.offer.accept],
  ['session.next', shared.commands.nextSession],
  ['presence.open', shared.commands.presence],
  ['keys.open', words.keysHint],
] as const;

/** The keys of what is done most, as far as they have any. */
function Hints() {
  const chosen = usePreferences().keys;
  return (
    <p className={work.hints}>
      {hints.map(([id, said]) => {
        const keys = keysOf(
          commands.find((command) => command.id === id)!,
          chosen,
        );
        return (
          keys && (
            <span key={id}>
              {spellKeys(keys, isMac)
                .split(' ')
                .map((key) => (
                  <Keys key={key}>{key}</Keys>
                ))}{' '}
              {said}
            </span>
          )
        );
      })}
    </p>
  );
}

/** Nothing is open: what to do next, in one sentence. */
export function Home() {
  useTitle(words.title);
  const me = useMe().data;
  const sessions = useSessions();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const available = useMutation({ mutationFn: () => setPresence(cache, 'available'), onError: tellFailure });
  const waiting = sessions.filter(({ waitingSince }) => waitingSince !== null);
  const [longest] = [...waiting].sort(byWaiting);
  const gone = ['offline', 'away', 'inactive'];
  // whoever has no room has work, and is not asked to be available
  if (sessions.length === 0) gone.push('do-not-disturb');
  const isAway = me && gone.includes(me.presence);
  return (
    <main className={work.home} id="session">
      {isAway ? (
        <Empty
          icon={IconBeach}
          title={words.away(shared.presence[me.presence])}
          actions={
            <Button onClick={() => available.mutate()} loading={available.isPending}>
              {words.setAvailable}
            </Button>
          }
        >
          {words.awayText}
        </Empty>
      ) : sessions.length > 0 ? (
        <Empty
          icon={IconMessages}
          title={words.pick}
          actions={
            longest && (
              <Button
                variant="default"
                onClick={() => void navigate({ to: '/work/c/$conversation', params: { conversation: longest.id } })}
              >
                {words.openLongest}
              </Button>
            )
          }
        >
          {words.pickText(waiting.length)}
        </Empty>
      ) : (
        <Empty icon={IconMoodSmile} title={words.ready}>
          {words.readyText}
        </Empty>
      )}
      <Hints />
    </main>
  );
}
