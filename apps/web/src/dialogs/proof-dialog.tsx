/** The proof of a deal, step by step: what held, what did not, what nobody has proven, and the bytes for those who want them. */
import type { HandVerification, TableHandle } from '@aboveboard/client';
import { Check, CircleDashed, Download, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTable } from '../table/table-context.ts';
import { useReadable } from '../table/use-readable.ts';
import ui from '../ui/ui.module.css';
import { badgeOf } from '../verify/badge-state.ts';
import { Dialog } from './dialog.tsx';
import css from './proof-dialog.module.css';
import { saveFile } from './save-file.ts';

export function ProofDialog() {
  const { t } = useTranslation();
  const { handle, open } = useTable();
  const verification = useReadable(handle.verification);
  const [chosen, choose] = useState<number | null>(null);
  const shown = verification.recent.find((hand) => hand.handNo === chosen) ?? badgeOf(verification).hand;
  return (
    <Dialog title={t('proof.title')} size="wide" onClose={() => open(null)}>
      {verification.recent.length > 0 && <RecentHands hands={verification.recent} shown={shown} onChoose={choose} />}
      {shown ? <Proof hand={shown} handle={handle} /> : <p>{t('proof.noneYet')}</p>}
      <Limits />
    </Dialog>
  );
}

function RecentHands({
  hands,
  shown,
  onChoose,
}: {
  hands: readonly HandVerification[];
  shown: HandVerification | null;
  onChoose: (handNo: number) => void;
}) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('proof.recent')} className={css.recent}>
      {hands.map((hand) => (
        <button
          key={hand.handNo}
          type="button"
          data-state={hand.level}
          aria-pressed={hand.handNo === shown?.handNo}
          onClick={() => onChoose(hand.handNo)}
        >
          <StateMark state={hand.level === 'failed' ? 'failed' : hand.level === 'verified' ? 'passed' : 'pending'} />
          {hand.handNo}
          <span className="visually-hidden">{t(`proof.badge.${hand.level}`)}</span>
        </button>
      ))}
    </nav>
  );
}

function Proof({ hand, handle }: { hand: HandVerification; handle: TableHandle }) {
  const { t, i18n } = useTranslation();
  const time = (ms: number) => new Intl.DateTimeFormat(i18n.language, { timeStyle: 'medium' }).format(ms);
  return (
    <section className={css.proof} aria-label={t('proof.hand', { no: hand.handNo })}>
      <div className={css.verdict} data-state={hand.level}>
        <h3>
          {t('proof.hand', { no: hand.handNo })}: {t(`proof.badge.${hand.level}`)}
        </h3>
        <p>{t(`proof.claim.${hand.level}`)}</p>
        {hand.committedAtMs !== null && hand.openedAtMs !== null && (
          <p>{t('proof.seen', { committed: time(hand.committedAtMs), opened: time(hand.openedAtMs) })}</p>
        )}
      </div>
      <ol className={css.steps}>
        {hand.checks.map((check) => (
          <Step key={check.id} check={check} />
        ))}
      </ol>
      <Files hand={hand} handle={handle} />
    </section>
  );
}

function Step({ check }: { check: HandVerification['checks'][number] }) {
  const { t } = useTranslation();
  const [title, explanation] = t(`proof.step.${check.id}`, { returnObjects: true });
  return (
    <li data-state={check.state}>
      <StateMark state={check.state} />
      <div>
        <b>{title}</b>
        <span className="visually-hidden">: {t(`proof.state.${check.state}`)}. </span>
        <p>{explanation}</p>
        {check.state === 'failed' && (
          <p className={ui.error}>
            <code>{check.code}</code> {check.detail}
          </p>
        )}
      </div>
    </li>
  );
}

function StateMark({ state }: { state: 'passed' | 'failed' | 'pending' }) {
  const Icon = { passed: Check, failed: X, pending: CircleDashed }[state];
  return <Icon className={css.mark} data-state={state} size={18} aria-hidden="true" />;
}

/** The receipt to keep, or the evidence where a deal failed; and what either holds. */
function Files({ hand, handle }: { hand: HandVerification; handle: TableHandle }) {
  const { t } = useTranslation();
  const [bytes, setBytes] = useState<string | null>(null);
  if (hand.level === 'failed') {
    const evidence = handle.evidenceFor(hand.handNo);
    const save = () =>
      saveFile(`hand-${hand.handNo}-evidence.json`, new TextEncoder().encode(JSON.stringify(evidence, null, 2)));
    return (
      evidence && (
        <button type="button" className={ui.button} onClick={save}>
          <Download size={18} aria-hidden="true" />
          {t('proof.evidence')}
        </button>
      )
    );
  }
  if (!hand.hasReceipt) return hand.level === 'pending' ? null : <p>{t('proof.noReceipt')}</p>;
  const receipt = () => handle.receiptFor(hand.handNo);
  return (
    <>
      <div className={css.files}>
        <button
          type="button"
          className={ui.main}
          onClick={() => {
            const file = receipt();
            if (file) saveFile(`hand-${hand.handNo}.hand`, file);
          }}
        >
          <Download size={18} aria-hidden="true" />
          {t('proof.download')}
        </button>
        <button
          type="button"
          className={ui.button}
          aria-expanded={bytes !== null}
          onClick={() => setBytes(bytes === null ? readable(receipt()) : null)}
        >
          {t('proof.bytes')}
        </button>
      </div>
      {bytes !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <pre className={css.bytes} tabIndex={0}>
          {bytes}
        </pre>
      )}
    </>
  );
}

/** A receipt is one line of canonical JSON; broken into lines for reading only. */
function readable(file: Uint8Array | null): string {
  if (!file) return '';
  return JSON.stringify(JSON.parse(new TextDecoder().decode(file)), null, 2);
}

function Limits() {
  const { t } = useTranslation();
  return (
    <section className={css.limits}>
      <h3>{t('proof.claimTitle')}</h3>
      <p>{t('proof.claimBody')}</p>
      <h3>{t('proof.notProvenTitle')}</h3>
      <ul>
        {t('proof.notProven', { returnObjects: true }).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>{t('proof.clientNote')}</p>
    </section>
  );
}
