import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CardBack, CardFace } from '../cards/card-face.tsx';
import css from './three-steps.module.css';

const ACE_OF_SPADES = 51;

/** How a deal is proven, in three cards: sealed, cut, checked. */
export function ThreeSteps() {
  const { t } = useTranslation();
  const steps = [
    ['sealed', t('lobby.steps.sealed', { returnObjects: true })],
    ['cut', t('lobby.steps.cut', { returnObjects: true })],
    ['checked', t('lobby.steps.checked', { returnObjects: true })],
  ] as const;
  return (
    <ol className={css.steps}>
      {steps.map(([step, [title, explanation]]) => (
        <li key={step}>
          <span className={css.picture} data-step={step} aria-hidden="true">
            {step === 'checked' ? <CardFace card={ACE_OF_SPADES} /> : <CardBack />}
            {step === 'cut' && <CardBack />}
            {step === 'checked' && <Check className={css.check} />}
          </span>
          <b>{title}</b>
          <p>{explanation}</p>
        </li>
      ))}
    </ol>
  );
}
