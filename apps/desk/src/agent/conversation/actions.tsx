import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowForwardUp,
  IconCopy,
  IconDots,
  IconFlag,
  IconHelpCircle,
  IconHourglassLow,
  IconLayoutSidebarRight,
  IconX,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ConversationView } from '#contracts';
import { useCopy } from '../../parts/copy-field.tsx';
import { isPhone, useMedia } from '../../parts/use-media.ts';
import { useCloseSession } from '../../shell/close-session.tsx';
import { holdEnd } from '../../shell/ending.ts';
import { overlay } from '../../shell/overlays.ts';
import { isSession } from '../../shell/sessions.ts';
import { agentWords } from '../../words/en-agent.ts';
import { words as shared } from '../../words/en.ts';

const words = agentWords.conversation;

interface ActionsProps {
  readonly conversation: ConversationView;
  readonly isMine: boolean;
  readonly isEnding: boolean;
  /** Opens the context pane where it is a drawer. */
  readonly onContext: (() => void) | null;
}

/** What can be done with the open conversation: buttons where there is room, the rest in a menu. */
export function Actions({ conversation, isMine, isEnding, onContext }: ActionsProps): ReactNode {
  const cache = useQueryClient();
  const { ask } = useCloseSession();
  const { copy } = useCopy(conversation.customer);
  const isOpen = isMine && isSession(conversation);
  const isSmall = useMedia(isPhone);
  const isActive = isOpen && conversation.status === 'active';
  const open = (what: 'transfer' | 'consult') => overlay({ handing: { conversationId: conversation.id, what } });
  return (
    <>
      {isActive && onContext === null && (
        <>
          <Button variant="default" onClick={() => open('transfer')}>
            {agentWords.handing.buttons.transfer}
          </Button>
          <Button variant="default" onClick={() => open('consult')}>
            {agentWords.handing.buttons.consult}
          </Button>
        </>
      )}
      {isActive && (
        <Tooltip label={shared.sessions.endHint}>
          <Button variant="light" disabled={isEnding} onClick={() => holdEnd(cache, conversation.id)}>
            {words.end}
          </Button>
        </Tooltip>
      )}
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon aria-label={words.more}>
            <IconDots size={18} stroke={1.8} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isActive && onContext !== null && (
            <>
              <Menu.Item
                leftSection={<IconArrowForwardUp size={16} stroke={1.7} aria-hidden />}
                onClick={() => open('transfer')}
              >
                {agentWords.handing.what.transfer}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconHelpCircle size={16} stroke={1.7} aria-hidden />}
                onClick={() => open('consult')}
              >
                {agentWords.handing.what.consult}
              </Menu.Item>
            </>
          )}
          {isActive && (
            <Menu.Item
              leftSection={<IconHourglassLow size={16} stroke={1.7} aria-hidden />}
              onClick={() => ask(conversation)}
            >
              {words.closeSession}
            </Menu.Item>
          )}
          {isOpen && conversation.status === 'wrap-up' && (
            <Menu.Item leftSection={<IconX size={16} stroke={1.7} aria-hidden />} onClick={() => ask(conversation)}>
              {shared.common.close}
            </Menu.Item>
          )}
          {onContext && isSmall && (
            <Menu.Item leftSection={<IconLayoutSidebarRight size={16} stroke={1.7} aria-hidden />} onClick={onContext}>
              {words.context}
            </Menu.Item>
          )}
          {isOpen && (
            <Menu.Item
              leftSection={<IconFlag size={16} stroke={1.7} aria-hidden />}
              onClick={() => overlay({ reporting: conversation.id })}
            >
              {words.report}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconCopy size={16} stroke={1.7} aria-hidden />} onClick={copy}>
            {words.copyNumber}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {onContext && !isSmall && (
        <Tooltip label={words.context}>
          <ActionIcon aria-label={words.context} onClick={onContext}>
            <IconLayoutSidebarRight size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}
