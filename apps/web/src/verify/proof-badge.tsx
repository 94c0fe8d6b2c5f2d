import { CircleDashed, ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTable } from '../table/table-context.ts';
import { useReadable } from '../table/use-readable.ts';
import { badgeOf } from './badge-state.ts';
import css from './proof-badge.module.css';

const ICONS = {
  verified: ShieldCheck,
  'not-contributed': ShieldQuestion,
  incomplete: ShieldQuestion,
  failed: ShieldAlert,
  pending: CircleDashed,
  none: CircleDashed,
} as const;

/** How far the last deal has been proven, in a word; pressed, it tells each step. */
export function ProofBadge() {
  const { t } = useTranslation();
  const { handle, open } = useTable();
  const { state, hand } = badgeOf(useReadable(handle.verification));
  const Icon = ICONS[state];
  const word = t(`proof.badge.${state}`);
  return (
    <button
      type="button"
      className={css.badge}
      data-state={state}
      title={t(`proof.claim.${state}`)}
      onClick={() => open({ name: 'proof' })}
    >
      <Icon size={16} aria-hidden="true" />
      <span className="visually-hidden">{t('proof.title')}: </span>
      <span>{word}</span>
      {hand && <small>#{hand.handNo}</small>}
    </button>
  );
}
