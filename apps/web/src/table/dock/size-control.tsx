import { Minus, Plus } from 'lucide-react';
import { type CSSProperties, type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../app/preferences.ts';
import ui from '../../ui/ui.module.css';
import { parseSize, positionOf, presets, type Spot, sizeAt, step } from '../betting/bet-sizing.ts';
import { useTable } from '../table-context.ts';
import css from './dock.module.css';

type Props = {
  spot: Spot;
  size: number;
  onSize: (to: number) => void;
  onSubmit: () => void;
  input: RefObject<HTMLInputElement | null>;
};

/** Presets, slider with wheel, steps of a big blind, and a field to type into. */
export function SizeControl({ spot, size, onSize, onSubmit, input }: Props) {
  const { t } = useTranslation();
  const { amount } = useTable();
  const position = positionOf(size, spot.raise);
  const stepBy = (direction: 1 | -1) => onSize(step(size, direction, spot));
  return (
    <div className={css.size}>
      <div className={css.slide} onWheel={(wheel) => stepBy(wheel.deltaY < 0 ? 1 : -1)}>
        <button type="button" className={ui.icon} aria-label={t('act.less')} onClick={() => stepBy(-1)}>
          <Minus size={18} aria-hidden="true" />
        </button>
        <input
          type="range"
          className={ui.range}
          min={0}
          max={100}
          step={0.5}
          value={position}
          aria-label={t('act.slider')}
          aria-valuetext={amount(size)}
          style={{ '--fill': `${position}%` } as CSSProperties}
          onChange={(event) => onSize(sizeAt(Number(event.target.value), spot.raise, spot.bigBlind))}
          onKeyDown={(event) => {
            const direction = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key] as 1 | -1 | undefined;
            if (!direction) return;
            event.preventDefault();
            stepBy(direction);
          }}
        />
        <button type="button" className={ui.icon} aria-label={t('act.more')} onClick={() => stepBy(1)}>
          <Plus size={18} aria-hidden="true" />
        </button>
        <TypedSize spot={spot} size={size} onSize={onSize} onSubmit={onSubmit} input={input} />
      </div>
      <div className={css.presets}>
        {presets(spot).map((preset) => (
          <button
            key={preset.name}
            type="button"
            className={css.preset}
            aria-pressed={preset.to === size}
            onClick={() => onSize(preset.to)}
          >
            {t(`act.preset.${preset.name}`)}
          </button>
        ))}
      </div>
    </div>
  );
}

/** Keeps what is being typed as it is, and takes every amount in it that can be bet. */
function TypedSize({ spot, size, onSize, onSubmit, input }: Props) {
  const { t, i18n } = useTranslation();
  const unit = usePreferences((state) => state.unit);
  const [typed, setTyped] = useState<string | null>(null);
  const decimal = new Intl.NumberFormat(i18n.language).format(0.5).includes(',') ? ',' : '.';
  const inUnit = unit === 'bb' ? size / spot.bigBlind : size;
  const shown = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: unit === 'bb' ? 2 : 0 }).format(inUnit);
  return (
    <input
      ref={input}
      className={`${ui.input} ${css.typed}`}
      inputMode="decimal"
      aria-label={t('act.size')}
      value={typed ?? shown}
      onFocus={(event) => event.target.select()}
      onBlur={() => setTyped(null)}
      onChange={(event) => {
        setTyped(event.target.value);
        const to = parseSize(event.target.value, unit, spot.bigBlind, decimal);
        if (to !== null) onSize(to);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault();
          event.currentTarget.blur();
          onSubmit();
        }
        if (event.key === 'Escape') event.currentTarget.blur();
        if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
          event.preventDefault();
          setTyped(null);
          onSize(step(size, event.key === 'ArrowUp' ? 1 : -1, spot));
        }
      }}
    />
  );
}
