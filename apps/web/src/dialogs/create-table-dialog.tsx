import type { OfferedGame } from '@aboveboard/protocol';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, createTable } from '../api/api.ts';
import { navigate, tablePath } from '../app/route.ts';
import { gameFacts, mostSeatsAt } from '../games/game-facts.ts';
import { gamesByFamily } from '../games/offered-games.ts';
import { asked, NO_EXTRAS } from '../games/table-extras.ts';
import { formatChips } from '../i18n/amount.ts';
import { dialogsWords } from '../i18n/en/dialogs.ts';
import { addWords } from '../i18n/words.ts';
import ui from '../ui/ui.module.css';
import { copyText } from './copy-text.ts';
import css from './dialog.module.css';
import { Dialog } from './dialog.tsx';
import { Segments } from './segments.tsx';
import { TableOptions } from './table-options.tsx';

addWords(dialogsWords);

const SEATS = [2, 6, 8, 9, 10];
const STAKES = [
  [5, 10],
  [25, 50],
  [50, 100],
  [100, 200],
] as const;

type Opened = { readonly tableId: string; readonly invite: string | null };

/** Opens a table of one's own; a private one is reached by its link alone, which is shown once. */
export default function CreateTableDialog({ host, onClose }: { host: string; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const [name, setName] = useState(host && t('create.nameOf', { host }));
  const [game, setGame] = useState<OfferedGame>('NT');
  const [wanted, setSeats] = useState('6');
  const [stake, setStake] = useState('2');
  const [extras, setExtras] = useState(NO_EXTRAS);
  const [isPrivate, setPrivate] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const gameId = useId();
  const most = mostSeatsAt(game);
  const sizes = SEATS.filter((n) => n <= most).map(String);
  const seats = Number(wanted) <= most ? wanted : (sizes.at(-1) ?? '2');
  const { limit } = gameFacts(game);
  const isLimit = limit === 'fixed-limit' || limit === 'spread-limit';
  const chips = (amount: number) => formatChips(amount, i18n.language);
  const submit = async () => {
    const [smallBlind, bigBlind] = STAKES[Number(stake)] ?? STAKES[0];
    try {
      const { settings, invite } = await createTable({
        name: name.trim(),
        game,
        seats: Number(seats),
        smallBlind,
        bigBlind,
        isPrivate,
        ...asked(game, extras),
      });
      setOpened({ tableId: settings.tableId, invite });
    } catch (error) {
      setProblem(error instanceof ApiError ? t('refusal.other', { code: error.code }) : String(error));
    }
  };
  if (opened) return <TableOpened opened={opened} onClose={onClose} />;
  return (
    <Dialog title={t('create.title')} onClose={onClose}>
      <form
        className={css.body}
        style={{ padding: 0 }}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <label className={ui.field} htmlFor={id}>
          {t('create.name')}
          <input
            id={id}
            className={ui.input}
            required
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label className={ui.field} htmlFor={gameId}>
          {t('create.game')}
          <select
            id={gameId}
            className={ui.input}
            value={game}
            onChange={(event) => setGame(event.target.value as OfferedGame)}
          >
            {gamesByFamily().map(([family, codes]) => (
              <optgroup key={family} label={t(`games.family.${family}`)}>
                {codes.map((code) => (
                  <option key={code} value={code}>
                    {t(`games.name.${code}`)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <Segments label={t('create.seats')} value={seats} onChange={setSeats} options={sizes.map((n) => [n, n] as const)} />
        <Segments
          label={t(isLimit ? 'create.bets' : 'create.blinds')}
          value={stake}
          onChange={setStake}
          options={STAKES.map(([small, big], i) => {
            const [first, second] = isLimit ? [big, 2 * big] : [small, big];
            return [String(i), `${chips(first)}/${chips(second)}`] as const;
          })}
        />
        <TableOptions game={game} extras={extras} onChange={setExtras} />
        <label className={ui.check}>
          <input type="checkbox" checked={isPrivate} onChange={(event) => setPrivate(event.target.checked)} />
          {t('create.private')}
        </label>
        {problem && (
          <p className={ui.error} role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className={ui.main} disabled={name.trim() === ''}>
          {t('create.submit')}
        </button>
      </form>
    </Dialog>
  );
}

function TableOpened({ opened, onClose }: { opened: Opened; onClose: () => void }) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const path = tablePath(opened.tableId, { invite: opened.invite });
  const link = window.location.origin + path;
  return (
    <Dialog title={t('create.done')} onClose={onClose}>
      {opened.invite && <p>{t('create.invite')}</p>}
      <input
        className={`${ui.input} ${css.link}`}
        readOnly
        aria-label={t('create.link')}
        value={link}
        onFocus={(event) => event.target.select()}
      />
      <div className={css.buttons}>
        <button type="button" className={ui.button} onClick={() => void copyText(link).then(setCopied)}>
          {isCopied ? t('app.copied') : t('app.copy')}
        </button>
        <button type="button" className={ui.main} onClick={() => navigate(path)}>
          {t('create.go')}
        </button>
      </div>
    </Dialog>
  );
}
