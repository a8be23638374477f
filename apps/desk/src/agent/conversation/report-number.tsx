import { Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { v7 as newId } from 'uuid';
import { reportNumber } from '../../api/handling.ts';
import { Dialog, DialogText } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import '../../theme/inputs.css';
import { agentWords } from '../../words/en-agent.ts';

const words = agentWords.conversation;

/** Says that this number only wastes time, and why; who may block it decides (product.md 31). */
export function ReportNumber({ number, onClose }: { readonly number: string; readonly onClose: () => void }) {
  const [id] = useState(() => newId());
  const [why, setWhy] = useState('');
  const reporting = useMutation({
    mutationFn: () => reportNumber(number, id, why.trim()),
    onSuccess: () => {
      tell(words.reported);
      onClose();
    },
    onError: tellFailure,
  });
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!reporting.isPending) reporting.mutate();
  };
  return (
    <Dialog isOpen onClose={onClose} title={words.report}>
      <DialogText>{words.reportText}</DialogText>
      <Textarea
        data-autofocus
        autosize
        minRows={2}
        maxRows={6}
        maxLength={500}
        dir="auto"
        label={words.reportWhy}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        onKeyDown={press}
      />
      <DialogFoot onCancel={onClose} isBusy={reporting.isPending} onDo={() => reporting.mutate()}>
        {words.report}
      </DialogFoot>
    </Dialog>
  );
}
