import type { AgentId, ConversationView } from '#contracts';
import { agentWords, saidOf } from '../../words/en-agent.ts';

const words = agentWords.list;

/** The last text as a list shows it, with who wrote it: nobody for the customer's, `You` for the viewer's own. */
export function previewOf(lastText: ConversationView['lastText'], viewer: AgentId | undefined): string {
  if (!lastText) return '';
  const said = saidOf(lastText.body);
  if (lastText.direction === 'in') return said;
  const { author } = lastText;
  if (!author) return words.sent(said);
  if (author.kind === 'agent' && author.agentId === viewer) return words.own(said);
  if (author.kind === 'agent') return words.byAgent(author.name, said);
  return author.kind === 'bot' ? words.byBot(said) : words.automatic(said);
}
