import type { LobbyTable } from '@aboveboard/protocol';
import { useTranslation } from 'react-i18next';
import { stakesWords } from '../games/stakes-words.ts';
import { formatChips } from '../i18n/amount.ts';
import css from './lobby.module.css';
import { SeatDots } from './seat-dots.tsx';
import { quickTiles } from './table-list.ts';

const MOST_TILES = 4;

/** One press to a seat: stake times table size. */
export function QuickPlay({ tables, onSit }: { tables: readonly LobbyTable[]; onSit: (table: LobbyTable) => void }) {
  const { t, i18n } = useTranslation();
  const tiles = quickTiles(tables, MOST_TILES);
  if (tiles.length === 0) return null;
  const sizeOf = (seats: number) => (seats === 2 ? t('lobby.headsUp') : t('lobby.max', { count: seats }));
  return (
    <section className={css.quick} aria-label={t('lobby.quickPlay')}>
      {tiles.map((table) => {
        const { settings } = table;
        const stakes = stakesWords(settings.game, settings, t, (amount) => formatChips(amount, i18n.language));
        return (
          <button key={settings.tableId} type="button" className={css.tile} onClick={() => onSit(table)}>
            <span className={css.tileSize}>
              {t(`games.name.${settings.game}`)} <span>{sizeOf(settings.seats)}</span>
            </span>
            <span className={css.tileBlinds}>{stakes.main}</span>
            <SeatDots table={table} />
            <span className={css.tileGo}>
              {t('lobby.quickSit')}
              <span className="visually-hidden">: {settings.name}</span>
            </span>
          </button>
        );
      })}
    </section>
  );
}
