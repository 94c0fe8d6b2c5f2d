import type { LobbyTable } from '@aboveboard/protocol';
import type { TFunction } from 'i18next';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../app/link.tsx';
import { prefer, usePreferences } from '../app/preferences.ts';
import { tablePath } from '../app/route.ts';
import { FAMILIES } from '../games/game-facts.ts';
import { stakesWords } from '../games/stakes-words.ts';
import { houseWords } from '../house/house-words.ts';
import { formatChips } from '../i18n/amount.ts';
import ui from '../ui/ui.module.css';
import css from './lobby.module.css';
import { SeatDots } from './seat-dots.tsx';
import { type FamilyFilter, isFull, listed, type SizeFilter, type SortBy } from './table-list.ts';

type Go = (table: LobbyTable, sit: boolean) => void;

/** Every public table; the own ones stay on top whatever the filter says. */
export function TableList({
  tables,
  mine,
  onGo,
  action,
}: {
  tables: readonly LobbyTable[] | null;
  mine: readonly string[];
  onGo: Go;
  action: ReactNode;
}) {
  const { t } = useTranslation();
  const hideFull = usePreferences((state) => state.hideFull);
  const [family, setFamily] = useState<FamilyFilter>('all');
  const [size, setSize] = useState<SizeFilter>('all');
  const [sort, setSort] = useState<SortBy>('players');
  const isMine = (table: LobbyTable) => mine.includes(table.settings.tableId);
  const known = tables ?? [];
  const own = known.filter(isMine);
  const hidden = mine.filter((tableId) => !known.some((table) => table.settings.tableId === tableId));
  const others = listed(known, { family, size, sort, hideFull }).filter((table) => !isMine(table));

  return (
    <section className={css.tables} aria-labelledby="tables">
      <div className={css.bar}>
        <h2 id="tables">{t('lobby.tables')}</h2>
        {action}
        <div className={css.filters}>
          <Choice
            label={t('lobby.filterSize')}
            value={size}
            onChange={setSize}
            options={{
              all: t('lobby.allSizes'),
              'heads-up': t('lobby.headsUp'),
              small: t('lobby.small'),
              large: t('lobby.large'),
            }}
          />
          <Choice
            label={t('lobby.sort')}
            value={sort}
            onChange={setSort}
            options={{
              players: t('lobby.sortPlayers'),
              stakes: t('lobby.sortStakes'),
              pot: t('lobby.sortPot'),
              speed: t('lobby.sortSpeed'),
            }}
          />
          <label className={ui.check}>
            <input type="checkbox" checked={hideFull} onChange={(event) => prefer({ hideFull: event.target.checked })} />
            {t('lobby.hideFull')}
          </label>
        </div>
      </div>
      <fieldset className={css.families}>
        <legend className="visually-hidden">{t('lobby.filterGame')}</legend>
        {(['all', ...FAMILIES] as const).map((one) => (
          <label key={one} className={css.family}>
            <input type="radio" name="family" checked={family === one} onChange={() => setFamily(one)} />
            {one === 'all' ? t('lobby.allGames') : t(`games.family.${one}`)}
          </label>
        ))}
      </fieldset>
      <ul className={css.list} aria-busy={tables === null}>
        <li className={css.head} aria-hidden="true">
          <span>{t('lobby.name')}</span>
          <span>{t('lobby.stakes')}</span>
          <span>{t('lobby.players')}</span>
          <span>{t('lobby.averagePot')}</span>
          <span>{t('lobby.handsPerHour')}</span>
          <span />
        </li>
        {hidden.map((tableId) => (
          <li key={tableId} className={css.row} data-mine="true">
            <span className={css.name}>
              {t('lobby.privateTable')}
              <small>{t('lobby.seated')}</small>
            </span>
            <Link to={tablePath(tableId)} className={ui.main}>
              {t('lobby.back')}
            </Link>
          </li>
        ))}
        {[...own, ...others].map((table) => (
          <Row key={table.settings.tableId} table={table} isMine={isMine(table)} onGo={onGo} />
        ))}
        {tables === null && [0, 1, 2].map((i) => <li key={i} className={css.ghost} aria-hidden="true" />)}
      </ul>
      {tables && others.length + own.length === 0 && (
        <div className={css.nothing}>
          <p>{known.length === 0 ? t('lobby.noTables') : t('lobby.nothing')}</p>
          {known.length > 0 && (
            <button
              type="button"
              className={ui.button}
              onClick={() => {
                setFamily('all');
                setSize('all');
                prefer({ hideFull: false });
              }}
            >
              {t('lobby.showAll')}
            </button>
          )}
        </div>
      )}
    </section>
  );
}

/** The table's game; of several in turn also the one that is played now. */
function playing({ settings, playing: now }: LobbyTable, t: TFunction): string {
  const game = t(`games.name.${settings.game}`);
  return now === settings.game ? game : t('games.now', { mix: game, game: t(`games.name.${now}`) });
}

function Row({ table, isMine, onGo }: { table: LobbyTable; isMine: boolean; onGo: Go }) {
  const { t, i18n } = useTranslation();
  const { settings } = table;
  const chips = (amount: number) => formatChips(amount, i18n.language, true);
  const house = houseWords(settings, t);
  const stakes = stakesWords(settings.game, settings, t, chips);
  return (
    <li className={css.row} data-mine={isMine || undefined}>
      <span className={css.name}>
        {settings.name}
        <span className={css.game}>{playing(table, t)}</span>
        {house.length > 0 && <small>{house.join(' · ')}</small>}
        {isMine && <small>{t('lobby.seated')}</small>}
      </span>
      <span className={css.blinds}>
        <span className="visually-hidden">{t('lobby.stakes')} </span>
        {stakes.main}
        {stakes.more && <small>{stakes.more}</small>}
      </span>
      <span>
        <SeatDots table={table} />
        {table.waiting > 0 && <small className={css.waiting}>{t('lobby.waitingCount', { count: table.waiting })}</small>}
      </span>
      <span className={css.figure} data-none={table.averagePot === 0 || undefined}>
        <span className={css.figureName}>{t('lobby.averagePot')} </span>
        {table.averagePot > 0 ? chips(table.averagePot) : '–'}
      </span>
      <span className={css.figure} data-none={table.handsPerHour === 0 || undefined}>
        <span className={css.figureName}>{t('lobby.handsPerHour')} </span>
        {table.handsPerHour > 0 ? chips(table.handsPerHour) : '–'}
      </span>
      <span className={css.rowActions}>
        {isMine ? (
          <Link to={tablePath(settings.tableId)} className={ui.main}>
            {t('lobby.back')}
          </Link>
        ) : (
          <>
            <button
              type="button"
              className={ui.quiet}
              onClick={() => onGo(table, false)}
              aria-label={`${t('lobby.watch')}: ${settings.name}`}
            >
              {t('lobby.watch')}
            </button>
            <button
              type="button"
              className={ui.button}
              onClick={() => onGo(table, true)}
              aria-label={`${isFull(table) ? t('lobby.queue') : t('lobby.join')}: ${settings.name}`}
            >
              {isFull(table) ? t('lobby.queue') : t('lobby.join')}
            </button>
          </>
        )}
      </span>
    </li>
  );
}

function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value;
  options: Record<Value, string>;
  onChange: (value: Value) => void;
}) {
  return (
    <select className={css.choice} aria-label={label} value={value} onChange={(event) => onChange(event.target.value as Value)}>
      {(Object.entries(options) as [Value, string][]).map(([key, text]) => (
        <option key={key} value={key}>
          {text}
        </option>
      ))}
    </select>
  );
}
