import { Link } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import { TopCrumbs, TopPlace } from '../../shell/frame.tsx';
import { useTitle } from '../../shell/title.ts';
import { adminWords } from '../../words/en-admin.ts';
import styles from '../admin.module.css';

interface AdminPageProps {
  readonly title: string;
  readonly intro?: ReactNode;
  /** The list this record belongs to. */
  readonly list?: { readonly name: string; readonly to?: ComponentProps<typeof Link>['to']; readonly link?: ReactNode };
  readonly actions?: ReactNode;
  readonly isNarrow?: boolean;
  /** Beside the page: what is so now, what would happen, who uses it. Below it where there is no room. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** Title, what it is for, what can be done, and the page. A record shows the way back to its list. */
export function AdminPage({ title, intro, list, actions, isNarrow = false, aside, children }: AdminPageProps) {
  useTitle(list ? `${title} · ${list.name}` : title);
  return (
    <main className={styles.page} data-region="page">
      {list ? (
        <TopCrumbs list={list.link ?? <Link to={list.to}>{list.name}</Link>}>{title}</TopCrumbs>
      ) : (
        <TopPlace>{adminWords.title}</TopPlace>
      )}
      <div className={styles.inner} data-narrow={isNarrow || undefined} data-aside={aside ? true : undefined}>
        <div className={styles.main}>
          <div className={styles.head}>
            <div>
              <h1 className={styles.pageTitle} dir="auto">
                {title}
              </h1>
              {intro && <p className={styles.intro}>{intro}</p>}
            </div>
            {actions && <div className={styles.headActions}>{actions}</div>}
          </div>
          {children}
        </div>
        {aside && <aside className={styles.aside}>{aside}</aside>}
      </div>
    </main>
  );
}

/** One part of what stands beside a page. */
export const Beside = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className={styles.beside} aria-label={title}>
    <h2 className={styles.besideTitle}>{title}</h2>
    {children}
  </section>
);

interface SectionProps {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
}
export const Section = ({ title, text, children }: SectionProps) => (
  <section className={styles.section} aria-label={title}>
    <h2 className={styles.sectionTitle}>{title}</h2>
    {text && <p className={styles.sectionText}>{text}</p>}
    {children}
  </section>
);

export const Sections = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.sections}>{children}</div>
);
