import { Button } from '@mantine/core';
import { IconDeviceMobileMessage } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProvisioningView, RetirementWay } from '#contracts';
import { provision, provisioning } from '../../api/provisioning.ts';
import { Dialog, DialogText } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { Tag } from '../../parts/tag.tsx';
import { tellFailure } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { wizardWords } from '../../words/en-wizards.ts';
import styles from '../admin.module.css';

const words = wizardWords.provisioning;
const tones = { provisioned: 'good', failed: 'bad', provisioning: 'risk', 'turning-off': 'risk' } as const;

function useProvision() {
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const go = async (how: RetirementWay | null) => {
    setBusy(true);
    try {
      await provision(cache, how);
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, go };
}

const Fault = ({ view: { fault } }: { readonly view: ProvisioningView }) =>
  fault && (
    <details className={styles.warning} open>
      <summary>{words.details}</summary>
      <p>{fault.detail}</p>
    </details>
  );

/** Takes the place of a page of SMS while SMS is not there: how it stands, and the way on. */
export function NotProvisioned({ view }: { readonly view: ProvisioningView }) {
  const { isBusy, go } = useProvision();
  const title = view.status === 'failed' ? words.failed : view.status === 'turning-off' ? words.turningOff : words.off;
  return (
    <Empty
      icon={IconDeviceMobileMessage}
      title={view.status === 'provisioning' ? (words.statuses[view.status] ?? '') : title}
      tone={view.status === 'failed' ? 'bad' : 'quiet'}
      actions={
        <Button loading={isBusy || view.status === 'provisioning'} onClick={() => void go(null)}>
          {view.status === 'failed' ? words.again : words.on}
        </Button>
      }
    >
      <Fault view={view} />
    </Empty>
  );
}

/** Turns SMS on and off. Off has to be meant: every channel goes with it. */
export function ManageChannels() {
  const [isOpen, setOpen] = useState(false);
  const [how, setHow] = useState<RetirementWay | null>(null);
  const query = useQuery(provisioning);
  const { isBusy, go } = useProvision();
  const close = () => {
    setOpen(false);
    setHow(null);
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {words.button}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title={words.title} width={500}>
        <Read query={query} what={words.title}>
          {(view) => (
            <>
              <div className={styles.check}>
                <p>
                  <b>{words.sms}</b>{' '}
                  <Tag tone={tones[view.status as keyof typeof tones] ?? 'quiet'}>
                    {words.statuses[view.status] ?? view.status}
                  </Tag>
                </p>
                {view.status === 'provisioned' && how === null && (
                  <Button variant="default" onClick={() => setHow('wait')}>
                    {words.turnOff}
                  </Button>
                )}
                {view.status !== 'provisioned' && (
                  <Button loading={isBusy || view.status === 'provisioning'} onClick={() => void go(null)}>
                    {view.status === 'failed' ? words.again : words.on}
                  </Button>
                )}
              </div>
              <Fault view={view} />
              {how !== null && view.status === 'provisioned' && (
                <>
                  <DialogText>{words.turnOffText}</DialogText>
                  <div className={styles.choices} role="radiogroup" aria-label={words.turnOff}>
                    {(['wait', 'close-all'] as const).map((way) => (
                      <label key={way} className={styles.choice}>
                        <input type="radio" name="how" checked={how === way} onChange={() => setHow(way)} />
                        {way === 'wait' ? adminWords.life.wait : adminWords.life.closeAll}
                      </label>
                    ))}
                  </div>
                  <DialogFoot
                    onCancel={() => setHow(null)}
                    startsAt="cancel"
                    isBusy={isBusy}
                    onDo={() => void go(how).then(() => setHow(null))}
                  >
                    {words.turnOff}
                  </DialogFoot>
                </>
              )}
            </>
          )}
        </Read>
      </Dialog>
    </>
  );
}
