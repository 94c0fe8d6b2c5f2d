import type { HouseRules, OfferedGame } from '@aboveboard/protocol';
import { useTranslation } from 'react-i18next';
import { type Extras, extrasOf } from '../games/table-extras.ts';
import ui from '../ui/ui.module.css';
import css from './dialog.module.css';
import { Segments } from './segments.tsx';

type Props = { game: OfferedGame; extras: Extras; onChange: (extras: Extras) => void };

/** What a table can play with beyond its game; only what goes with the game is shown. */
export function TableOptions({ game, extras, onChange }: Props) {
  const { t } = useTranslation();
  const offered = extrasOf(game);
  const set = (changes: Partial<Extras>) => onChange({ ...extras, ...changes });
  const check = (name: 'dealersChoice' | 'buyButton' | 'runTwice') => (
    <label className={ui.check}>
      <input type="checkbox" checked={extras[name]} onChange={(event) => set({ [name]: event.target.checked })} />
      {t(`create.${name}`)}
    </label>
  );
  if (!Object.values(offered).some(Boolean)) return null;
  return (
    <details className={css.details}>
      <summary>{t('create.options')}</summary>
      <div className={css.body} style={{ padding: 0 }}>
        {offered.dealersChoice && check('dealersChoice')}
        {offered.straddle && (
          <Segments<Extras['straddle']>
            label={t('create.straddle')}
            value={extras.straddle}
            onChange={(straddle) => set({ straddle })}
            options={[
              ['off', t('create.off')],
              ['one', t('create.straddleOne')],
              ['two', t('create.straddleTwo')],
              ['button', t('create.straddleButton')],
            ]}
          />
        )}
        {offered.hasBlinds && (
          <Segments<HouseRules['button']>
            label={t('create.button')}
            value={extras.button}
            onChange={(button) => set({ button })}
            options={[
              ['dead', t('create.buttonDead')],
              ['moving', t('create.buttonMoving')],
              ['forward', t('create.buttonForward')],
            ]}
          />
        )}
        {offered.hasBlinds && check('buyButton')}
        {offered.raiseCap && (
          <Segments<Extras['raiseCap']>
            label={t('create.raiseCap')}
            value={extras.raiseCap}
            onChange={(raiseCap) => set({ raiseCap })}
            options={[
              ['3', '3'],
              ['4', '4'],
            ]}
          />
        )}
        {offered.runTwice && check('runTwice')}
        {offered.kill && (
          <Segments<HouseRules['kill']>
            label={t('create.kill')}
            value={extras.kill}
            onChange={(kill) => set({ kill })}
            options={[
              ['off', t('create.off')],
              ['half', t('create.killHalf')],
              ['full', t('create.killFull')],
            ]}
          />
        )}
        {offered.bombPots && (
          <Segments<Extras['bombPots']>
            label={t('create.bombPots')}
            value={extras.bombPots}
            onChange={(bombPots) => set({ bombPots })}
            options={[
              ['off', t('create.off')],
              ['vote', t('create.byVote')],
              ['ten', t('create.everyTen')],
            ]}
          />
        )}
        {offered.bombPots && extras.bombPots !== 'off' && (
          <Segments<'1' | '2'>
            label={t('create.bombBoards')}
            value={extras.bombBoards}
            onChange={(bombBoards) => set({ bombBoards })}
            options={[
              ['1', '1'],
              ['2', '2'],
            ]}
          />
        )}
      </div>
    </details>
  );
}
