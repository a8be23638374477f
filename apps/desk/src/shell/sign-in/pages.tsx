import { Button, Loader } from '@mantine/core';
import { IconLogout, IconMessages, IconPlugConnectedX, IconUserQuestion } from '@tabler/icons-react';
import { Dialog, DialogActions, DialogText } from '../../parts/dialog.tsx';
import { Empty } from '../../parts/empty.tsx';
import { messages, words } from '../../words/en.ts';
import styles from '../shell.module.css';
import { useTitle } from '../title.ts';
import { continueSession, signInAgain, signOut, useSession, type Session } from './session.ts';

/** Before somebody is signed in, and after. */
export function Door({ session }: { readonly session: Exclude<Session, { person: unknown }> }) {
  useTitle(session.state === 'signed-out' ? words.pages.signedOut : words.pages.signIn);
  return (
    <main className={styles.door}>
      <div className={styles.doorCard}>
        <span className={styles.doorLogo} aria-hidden>
          <IconMessages size={26} stroke={1.9} />
        </span>
        <h1 className={styles.doorTitle}>{words.product}</h1>
        <DoorState session={session} />
      </div>
    </main>
  );
}

function DoorState({ session }: { readonly session: Exclude<Session, { person: unknown }> }) {
  if (session.state === 'starting' || session.state === 'leaving') {
    return (
      <p className={styles.doorText} role="status">
        <Loader size={14} aria-hidden /> {words.signIn.starting}
      </p>
    );
  }
  if (session.state === 'done') return <p className={styles.doorText}>{words.signIn.done}</p>;
  if (session.state === 'signed-out') {
    return (
      <>
        <p className={styles.doorText}>{words.signIn.signedOut}</p>
        <Button fullWidth onClick={signInAgain}>
          {words.signIn.again}
        </Button>
      </>
    );
  }
  return (
    <div role="alert">
      <p className={styles.doorText}>
        <IconPlugConnectedX size={16} stroke={1.7} aria-hidden />
        {session.state === 'unreachable' ? words.signIn.noIssuer : words.signIn.failed}
      </p>
      {session.state === 'failed' && <p className={styles.doorReason}>{session.why}</p>}
      <Button fullWidth onClick={signInAgain}>
        {messages.tryAgain}
      </Button>
    </div>
  );
}

/** Message 26: over everything, and nothing under it is lost. */
export function SignInEnded() {
  const session = useSession();
  return (
    <Dialog isOpen={session.state === 'ended'} onClose={() => undefined} title={words.pages.signIn} width={380} isHeld>
      <DialogText>{messages.signInEnded}</DialogText>
      <DialogActions>
        <Button onClick={() => void continueSession()} data-autofocus>
          {messages.signIn}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** Signed in, and nothing to open. */
export function NoRole() {
  useTitle(words.product);
  return (
    <Empty
      icon={IconUserQuestion}
      title={words.signIn.noRole}
      fill
      actions={
        <Button
          variant="default"
          leftSection={<IconLogout size={16} stroke={1.7} aria-hidden />}
          onClick={() => void signOut()}
        >
          {words.person.signOut}
        </Button>
      }
    >
      {messages.whoHelps}
    </Empty>
  );
}
