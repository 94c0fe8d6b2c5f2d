import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { prefer, type SoundName, usePreferences } from '../app/preferences.ts';
import { useTable } from '../table/table-context.ts';
import ui from '../ui/ui.module.css';
import css from './dialog.module.css';
import { Dialog } from './dialog.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { Segments } from './segments.tsx';

export function SettingsDialog() {
  const { t } = useTranslation();
  const { open } = useTable();
  const { unit, motion, isMuted, volume, sounds, letterKeys } = usePreferences();
  const soundNames: [SoundName, string][] = [
    ['turn', t('settings.soundTurn')],
    ['time', t('settings.soundTime')],
    ['win', t('settings.soundWin')],
  ];
  return (
    <Dialog title={t('settings.title')} onClose={() => open(null)}>
      <Segments
        label={t('settings.amounts')}
        value={unit}
        onChange={(value) => prefer({ unit: value })}
        options={[
          ['chips', t('settings.chips')],
          ['bb', t('settings.bb')],
        ]}
      />
      <Segments
        label={t('settings.motion')}
        value={motion}
        onChange={(value) => prefer({ motion: value })}
        options={[
          ['normal', t('settings.motionNormal')],
          ['fast', t('settings.motionFast')],
          ['off', t('settings.motionOff')],
        ]}
      />
      <fieldset className={css.group}>
        <legend>{t('settings.sound')}</legend>
        {soundNames.map(([name, text]) => (
          <label key={name} className={`${ui.check} ${css.row}`}>
            {text}
            <input
              type="checkbox"
              disabled={isMuted}
              checked={sounds[name]}
              onChange={(event) => prefer({ sounds: { ...sounds, [name]: event.target.checked } })}
            />
          </label>
        ))}
        <input
          type="range"
          className={ui.range}
          aria-label={t('settings.volume')}
          min={0}
          max={1}
          step={0.1}
          value={volume}
          disabled={isMuted}
          style={{ '--fill': `${volume * 100}%` } as CSSProperties}
          onChange={(event) => prefer({ volume: Number(event.target.value) })}
        />
      </fieldset>
      <div>
        <label className={`${ui.check} ${css.row}`}>
          {t('settings.letters')}
          <input type="checkbox" checked={letterKeys} onChange={(event) => prefer({ letterKeys: event.target.checked })} />
        </label>
        <p className={css.dim}>{t('settings.lettersHint')}</p>
      </div>
      <LanguageChoice />
    </Dialog>
  );
}
