import type { EditShiftRequest, OperatingHours, RemoveShiftRequest, ShiftId } from '#contracts';
import { editFollowing, editOccurrence, editSeries } from '#calendar';

/** What is to become of a shift: a change of it, or without `change` its end. */
export type ShiftEdit = EditShiftRequest | (RemoveShiftRequest & { readonly change?: undefined });

/**
 * These hours with one occurrence of a shift changed or cancelled, or it and all after it, or the whole series (product.md 20: edit scope). A
 * series that is divided goes on under `newId`. Refuses `shift-not-found`, `occurrence-not-found`, `already-exists`.
 */
export function editShift(hours: OperatingHours, id: ShiftId, edit: ShiftEdit, newId: ShiftId): OperatingHours {
  // only a whole series is asked for without a day
  const on = edit.on ?? '';
  if (edit.scope === 'this-event') return editOccurrence(hours, id, on, occurrenceAfter(hours, id, on, edit.change));
  if (edit.scope === 'whole-series') return editSeries(hours, id, said(edit.change));
  return editFollowing(hours, id, on, said(edit.change), newId);
}

/** What one occurrence becomes: what is not said stays as it is now, with the series or apart from it. */
function occurrenceAfter({ shifts }: OperatingHours, id: ShiftId, on: string, change: ShiftEdit['change']) {
  const shift = shifts.find((one) => one.id === id);
  if (!change || !shift) return null;
  const known = shift.exceptions.find((exception) => exception.on === on)?.becomes;
  return { date: change.date ?? known?.date ?? on, times: change.times ?? known?.times ?? shift.times };
}

/** A field that is not said must not take the place of the one that is there. */
function said(change: ShiftEdit['change']) {
  if (!change) return null;
  const { startsOn, times, repeats } = change;
  return {
    ...(startsOn !== undefined && { startsOn }),
    ...(times !== undefined && { times }),
    ...(repeats !== undefined && { repeats }),
  };
}
