/** The odds page: hands, board and dead cards on one side, the deck on the other, and what each hand is worth as soon as it can be said. */
import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../app/link.tsx';
import { Wordmark } from '../app/wordmark.tsx';
import { oddsWords } from '../i18n/en/odds.ts';
import { addWords } from '../i18n/words.ts';
import ui from '../ui/ui.module.css';
import { type Asked, askedFrom, gameOfAsked, MOST_HANDS, questionOf, readAsked, searchOf, withHand } from './asked.ts';
import { CardsRow } from './cards-row.tsx';
import { DeckGrid } from './deck-grid.tsx';
import { GameChoice } from './game-choice.tsx';
import { HandRow } from './hand-row.tsx';
import css from './odds.module.css';
import { Outcome } from './outcome.tsx';
import { useCounting } from './use-counting.ts';

addWords(oddsWords);

export default function OddsPage() {
  const { t } = useTranslation();
  const [asked, change] = useState<Asked>(() => askedFrom(window.location.search));
  const { counting, cancel, again } = useCounting(questionOf(asked));
  const { hands, boards, dead } = readAsked(asked);
  const game = gameOfAsked(asked);
  const odds = counting.state === 'counted' ? counting.odds : null;
  const page = useRef<HTMLElement>(null);
  const place = JSON.stringify(asked.place);
  useChange(place, () => page.current?.querySelector('[data-on]')?.scrollIntoView({ block: 'nearest' }));
  useEffect(() => window.history.replaceState(null, '', `/odds${searchOf(asked)}`), [asked]);
  return (
    <div className={css.page}>
      <header className={css.header}>
        <Wordmark />
        <Link to="/" className={ui.quiet}>
          {t('app.toLobby')}
        </Link>
      </header>
      <main ref={page} id="content" className={css.main}>
        <div className={css.title}>
          <h1>{t('odds.title')}</h1>
          <GameChoice asked={asked} change={change} />
        </div>
        <div className={css.question}>
          <ol className={css.hands} aria-label={t('odds.hands')}>
            {hands.map((field, at) => (
              <HandRow
                key={at}
                at={at}
                field={field}
                asked={asked}
                change={change}
                odds={odds?.hands[at] ?? null}
                deals={odds?.deals ?? 0}
              />
            ))}
          </ol>
          {asked.hands.length < MOST_HANDS && (
            <button type="button" className={ui.button} onClick={() => change(withHand(asked))}>
              <Plus size={18} aria-hidden="true" />
              {t('odds.addHand')}
            </button>
          )}
          <Outcome asked={asked} counting={counting} onCancel={cancel} onAgain={again} />
        </div>
        <div className={css.table}>
          <DeckGrid asked={asked} change={change} />
          <div className={css.lying}>
            {boards.map((field, at) => (
              <CardsRow
                key={at}
                label={boards.length > 1 ? t('odds.boardNo', { no: at + 1 }) : t('odds.board')}
                place={{ kind: 'board', at }}
                slots={game.boardCards}
                field={field}
                asked={asked}
                change={change}
              />
            ))}
            <CardsRow label={t('odds.dead')} place={{ kind: 'dead' }} slots={0} field={dead} asked={asked} change={change} />
          </div>
        </div>
      </main>
    </div>
  );
}

/** Does something each time a value has changed, not for the first one. */
function useChange(value: string, run: () => void): void {
  const last = useRef(value);
  useEffect(() => {
    if (last.current === value) return;
    last.current = value;
    run();
  });
}
