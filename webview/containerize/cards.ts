import type { Place, ProblemRow, Screen, WriteOutcome } from '../../src/protocol/containerize.ts';
import { card, icon } from '../shared/components.ts';
import { t } from '../shared/l10n.ts';

export function noAppCard(
  screen: Extract<Screen, { kind: 'no-app' }>,
  act: { chooseStack: () => void; chooseFolder: () => void },
): HTMLElement {
  return card({
    icon: icon('question', 'unknown'),
    title: t('No app found in this folder'),
    text: t('Say what it is and Drydock plans the files from there, or choose another folder.'),
    facts: { [t('Looked for')]: screen.lookedFor },
    actions: [
      { label: t('Choose stack…'), onClick: act.chooseStack },
      { label: t('Choose folder…'), onClick: act.chooseFolder },
    ],
  });
}

/** What could not be read. The screen has its primary button already, so these have none. */
export function problemCards(
  problems: readonly ProblemRow[],
  act: { open: (place: Place) => void; detectAgain: () => void },
): HTMLElement[] {
  return problems.map(({ title, text, place }) =>
    card({
      icon: icon('warning', 'unknown'),
      title,
      text,
      quiet: true,
      actions: [
        ...(place
          ? [
              {
                label: t('Open {0}', place.file),
                onClick: () => {
                  act.open(place);
                },
              },
            ]
          : []),
        { label: t('Detect again'), onClick: act.detectAgain },
      ],
    }),
  );
}

export function refusalCard(outcome: Extract<WriteOutcome, { kind: 'refused' }>, tryAgain: () => void): HTMLElement {
  return card({
    icon: icon('error', 'fail'),
    title: t('{0} cannot be written: {1}', outcome.path.slice(outcome.path.lastIndexOf('/') + 1), outcome.reason),
    text: t('Nothing was written. Change who may write there, then try again.'),
    facts: { [t('Place')]: outcome.path },
    quiet: true,
    actions: [{ label: t('Try again'), onClick: tryAgain }],
  });
}
