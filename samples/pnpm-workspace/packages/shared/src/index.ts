import { differenceInMinutes, startOfDay } from 'date-fns';

export interface Tide {
  readonly at: string;
  readonly level: 'high' | 'low';
}

const halfTide = 372;

/** Which half of the tide a moment falls into, for a harbour whose first high water is at midnight. */
export function tideAt(moment: Date): Tide {
  const half = Math.floor(differenceInMinutes(moment, startOfDay(moment)) / halfTide);
  return { at: moment.toISOString(), level: half % 2 === 0 ? 'high' : 'low' };
}
