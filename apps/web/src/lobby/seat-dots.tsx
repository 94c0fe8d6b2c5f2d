import type { LobbyTable } from '@aboveboard/protocol';
import { useTranslation } from 'react-i18next';
import css from './lobby.module.css';

/** A table from above: people filled, bots outlined, free seats faint. The words beside it say the same. */
export function SeatDots({ table }: { table: LobbyTable }) {
  const { t } = useTranslation();
  const { seats } = table.settings;
  const kindOf = (i: number) => (i < table.people ? 'person' : i < table.taken ? 'bot' : 'free');
  return (
    <span className={css.dots}>
      <span aria-hidden="true" className={css.dotRow}>
        {Array.from({ length: seats }, (_, i) => (
          <i key={i} data-kind={kindOf(i)} />
        ))}
      </span>
      <span aria-hidden="true">
        {table.taken}/{seats}
      </span>
      <span className="visually-hidden">
        {t('lobby.playersCount', { taken: table.taken, seats })}, {t('lobby.people', { count: table.people })},{' '}
        {t('lobby.bots', { count: table.taken - table.people })}
      </span>
    </span>
  );
}
