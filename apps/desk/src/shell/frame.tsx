import { IconChevronRight } from '@tabler/icons-react';
import { createContext, lazy, Suspense, useContext, useEffect, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Bone } from '../parts/small.tsx';
import { isPhone, useMedia } from '../parts/use-media.ts';
import { words } from '../words/en.ts';
import { Announcer } from './announcer.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import { CloseSession } from './close-session.tsx';
import { overlay, useOverlays } from './overlays.ts';
import { PaletteButton } from './palette-button.tsx';
import { Rail } from './rail.tsx';
import styles from './shell.module.css';
import { SignInEnded } from './sign-in/pages.tsx';
import { Toasts } from './tell.tsx';
import { useIsAgent } from './use-agent.ts';
import { useKeys } from './use-desk.ts';

/** Menus weigh as much as the rest of the frame: asked for while the sign-in is under way, drawn when they are there. */
const menus = import('./top-menus.tsx');
const TopMenus = lazy(() => menus.then(({ TopMenus: component }) => ({ default: component })));
const PersonMenu = lazy(() => menus.then(({ PersonMenu: component }) => ({ default: component })));

const KeyHelp = lazy(() => import('./key-help.tsx').then(({ KeyHelp: component }) => ({ default: component })));
const loadPalette = () => import('./palette.tsx').then(({ Palette: component }) => ({ default: component }));
const Palette = lazy(loadPalette);

const TopSlot = createContext<HTMLElement | null>(null);

/** What a page puts into the top bar: its sessions, or its title. */
export function Top({ children }: { readonly children: ReactNode }) {
  const slot = useContext(TopSlot);
  return slot && createPortal(children, slot);
}

/** The title of a page in the top bar. */
export const TopTitle = ({ children, beside }: { readonly children: ReactNode; readonly beside?: ReactNode }) => (
  <Top>
    <h1 className={styles.topTitle}>{children}</h1>
    {beside}
  </Top>
);

/** The part of the desk a page is of, in the top bar; its title is the page's own. */
export const TopPlace = ({ children }: { readonly children: ReactNode }) => (
  <Top>
    <p className={styles.topTitle}>{children}</p>
  </Top>
);

interface TopCrumbsProps {
  /** The list this record was chosen from, as a link. */
  readonly list: ReactNode;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** A record in the top bar, with the way back to its list. */
export const TopCrumbs = ({ list, beside, children }: TopCrumbsProps) => (
  <Top>
    <p className={styles.crumbs}>
      {list}
      <IconChevronRight size={14} stroke={1.8} aria-hidden />
      <span dir="auto">{children}</span>
    </p>
    {beside}
  </Top>
);

interface FrameProps {
  /** What an agent has on every page: offers and what runs behind them. */
  readonly onDuty: ReactNode;
  readonly children: ReactNode;
}

/** Rail, top bar and page: what never unmounts while somebody is signed in. */
export function Frame({ onDuty, children }: FrameProps) {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  useKeys();
  const { keys, palette } = useOverlays();
  // stays once it was there: what closes gives back the focus
  const [isKeysAsked, askKeys] = useState(keys);
  if (keys && !isKeysAsked) askKeys(true);
  const openKeys = () => overlay({ keys: true });
  const isAgent = useIsAgent();
  // there before it is first asked for: what is typed while it still comes would be lost
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), 2_000);
    return () => clearTimeout(timer);
  }, []);
  const isSmall = useMedia(isPhone);
  return (
    <TopSlot value={slot}>
      <div className={styles.frame}>
        <a className={styles.skip} href="#page">
          {words.common.toPage}
        </a>
        <Rail>
          {isSmall && (
            <Suspense>
              <PersonMenu onKeys={openKeys} withName />
            </Suspense>
          )}
        </Rail>
        <header className={styles.top} aria-label={words.regions.top} data-region="top">
          <div className={styles.topLeft} ref={setSlot} />
          <div className={styles.topRight}>
            <Suspense fallback={<Bone width={180} height={24} />}>
              <PaletteButton />
              <TopMenus />
              {!isSmall && <PersonMenu onKeys={openKeys} />}
            </Suspense>
          </div>
        </header>
        <div className={styles.page} id="page" tabIndex={-1}>
          <ConnectionBar />
          <div className={styles.pageBody}>{children}</div>
        </div>
        {isAgent && onDuty}
      </div>
      {isKeysAsked && (
        <Suspense>
          <KeyHelp opened={keys} onClose={() => overlay({ keys: false })} />
        </Suspense>
      )}
      {palette && (
        <Suspense>
          <Palette />
        </Suspense>
      )}
      <CloseSession />
      <SignInEnded />
      <Announcer />
      <Toasts />
    </TopSlot>
  );
}
