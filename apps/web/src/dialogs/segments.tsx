import { useId } from 'react';
import css from './dialog.module.css';

/** A few choices side by side, of which one is taken. */
export function Segments<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChange: (value: Value) => void;
}) {
  const name = useId();
  return (
    <fieldset className={css.group}>
      <legend>{label}</legend>
      <div className={css.segments}>
        {options.map(([option, text]) => (
          <label key={option} className={css.segment}>
            <input type="radio" name={name} checked={value === option} onChange={() => onChange(option)} />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
