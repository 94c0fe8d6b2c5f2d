import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { formatChips } from '../i18n/amount.ts';
import ui from '../ui/ui.module.css';
import css from './dialog.module.css';

/** Chips between two ends; steps of a big blind, and both ends in reach of one press. */
export function AmountSlider({
  label,
  min,
  max,
  step,
  value,
  onChange,
}: {
  label: string;
  min: number;
  max: number;
  step: number;
  value: number;
  onChange: (amount: number) => void;
}) {
  const { t, i18n } = useTranslation();
  const fill = max > min ? ((value - min) / (max - min)) * 100 : 100;
  const snap = (raw: number) => (raw >= max ? max : Math.min(max, min + Math.round((raw - min) / step) * step));
  return (
    <div>
      <p className={css.big}>{formatChips(value, i18n.language)}</p>
      <div className={css.ends}>
        <button type="button" className={ui.button} onClick={() => onChange(min)}>
          {t('sit.min')}
        </button>
        <input
          type="range"
          className={ui.range}
          aria-label={label}
          aria-valuetext={formatChips(value, i18n.language)}
          min={min}
          max={max}
          step={1}
          value={value}
          style={{ '--fill': `${fill}%` } as CSSProperties}
          onChange={(event) => onChange(snap(Number(event.target.value)))}
          onKeyDown={(event) => {
            const direction = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
            if (!direction) return;
            event.preventDefault();
            onChange(Math.min(max, Math.max(min, value + direction * step)));
          }}
        />
        <button type="button" className={ui.button} onClick={() => onChange(max)}>
          {t('sit.max')}
        </button>
      </div>
    </div>
  );
}
