import {
  type applicationTabKind,
  type DataOf,
  type FilledSessionTemplate,
  type FilledTab,
  type sessionTemplateKind,
} from '#contracts';
import { type DeskValues, deskValues, fillAddress, fillDeskText, type KnownToDesk } from '#sms-text';

export type SessionTemplate = DataOf<typeof sessionTemplateKind.changed>;
export type ApplicationTab = DataOf<typeof applicationTabKind.changed>;

/**
 * A session template with what is known of a conversation in the place of its placeholders (product.md 16, 27). `tabs` are those of its tabs that
 * are there; one that was removed since is left out, and in the place of an anchor that was removed stands `usualAnchor`.
 */
export function filledTemplate(
  template: SessionTemplate,
  tabs: ReadonlyMap<string, ApplicationTab>,
  usualAnchor: ApplicationTab,
  known: KnownToDesk,
): FilledSessionTemplate {
  const anchor = tabs.get(template.anchorTabId ?? '') ?? usualAnchor;
  const others = template.additionalTabIds.flatMap((id) => tabs.get(id) ?? []).filter(({ id }) => id !== anchor.id);
  const values = deskValues(known, anchor.page.type === 'record' ? anchor.page.entity : 'conversation');
  const title = fillDeskText(template.title, values) || null;
  const filled = (tab: ApplicationTab, isAnchor: boolean): FilledTab => ({
    id: tab.id,
    title: (isAnchor && template.applyTitleToAnchorTab && title) || fillDeskText(tab.title, values) || tab.name,
    canClose: !isAnchor,
    page: filledPage(tab.page, values),
  });
  return {
    conversationId: known.conversation.id,
    templateId: template.id,
    title,
    icon: template.icon,
    communicationPanel: template.communicationPanel,
    tabs: [filled(anchor, true), ...others.map((tab) => filled(tab, false))],
  };
}

function filledPage(page: ApplicationTab['page'], values: DeskValues): FilledTab['page'] {
  switch (page.type) {
    case 'conversation':
      return page;
    case 'record':
      return { type: 'record', entity: page.entity, recordId: fillDeskText(page.recordId, values) || null };
    case 'search':
      return { type: 'search', query: fillDeskText(page.query, values) };
    case 'external':
      return { type: 'external', address: fillAddress(page.address, values) };
  }
}
