import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { OfferView } from '#contracts';
import { acceptOffer, declineOffer, offers } from '../api/routing.ts';
import { now } from '../live/clock.ts';
import { holdDecline, undoDecline } from './declining.ts';
import { toComposer } from './regions.ts';
import { tellFailure } from './tell.tsx';

/** Accept and decline, from the card, from a key, from anywhere. Accepting opens the conversation with the focus in its composer. */
export function useOfferAnswers() {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const onError = (error: Error) => {
    tellFailure(error);
    void cache.invalidateQueries({ queryKey: offers.queryKey });
  };
  const accept = useMutation({
    mutationKey: ['accept'],
    mutationFn: ({ id }: OfferView) => {
      undoDecline(id);
      return acceptOffer(cache, id);
    },
    onSuccess: async (_, { conversationId }) => {
      await navigate({ to: '/work/c/$conversation', params: { conversation: conversationId } });
      toComposer();
    },
    onError,
  });
  const decline = useMutation({
    mutationKey: ['decline'],
    mutationFn: async ({ id, expiresAt }: OfferView) => {
      if (await holdDecline(id, Date.parse(expiresAt) - now())) await declineOffer(cache, id);
    },
    onError,
  });
  return { accept, decline };
}
