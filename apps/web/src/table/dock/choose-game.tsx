import { useTranslation } from 'react-i18next';
import ui from '../../ui/ui.module.css';
import { useTable } from '../table-context.ts';
import css from './dock.module.css';

/** Dealer's choice, and the choice is one's own: a button for each game of the mix. */
export default function ChooseGame() {
  const { t } = useTranslation();
  const { view, handle, run } = useTable();
  const { choice, game: next } = view.upNext;
  return (
    <fieldset className={css.games}>
      <legend>{t('turn.choose')}</legend>
      {choice?.games.map((game) => (
        <button
          key={game}
          type="button"
          className={ui.button}
          aria-pressed={choice.isMade && game === next}
          onClick={() => void run(handle.chooseGame(game))}
        >
          {t(`games.name.${game}`)}
        </button>
      ))}
    </fieldset>
  );
}
