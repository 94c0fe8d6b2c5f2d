import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import ui from '../ui/ui.module.css';
import { type Asked, type Field, type Place, withText } from './asked.ts';
import css from './odds.module.css';

type Props = {
  readonly label: string;
  readonly example: string;
  readonly place: Place;
  readonly field: Field;
  readonly asked: Asked;
  readonly change: (asked: Asked) => void;
};

/** What stands at one place, as text that can be typed; what is wrong with it is said below. */
export function TextEntry({ label, example, place, field, asked, change }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const { fault } = field;
  return (
    <div className={css.entry}>
      <input
        className={ui.input}
        aria-label={label}
        aria-invalid={fault !== null}
        aria-describedby={fault ? id : undefined}
        placeholder={example}
        value={field.text}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        onFocus={() => change({ ...asked, place })}
        onChange={(event) => change({ ...withText(asked, place, event.target.value), place })}
      />
      {fault && (
        <p id={id} className={ui.error}>
          {t(`odds.fault.${fault.code}`, { text: fault.text, at: fault.at + 1 })}
        </p>
      )}
    </div>
  );
}
