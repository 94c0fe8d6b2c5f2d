import { type Ref, useId, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, NICKNAME } from '../api/api.ts';
import ui from '../ui/ui.module.css';
import css from './lobby.module.css';

export type NicknameField = {
  /** The nickname when it can be used; else null, and the field says what is missing. */
  valid(): string | null;
};
/** What creates the guest; a mutation of react-query fits. */
type Guest = { mutate(nickname: string): void; readonly isPending: boolean; readonly error: Error | null };

/** One field between a newcomer and a seat. */
export function NicknameForm({ guest, ref }: { guest: Guest; ref?: Ref<NicknameField> }) {
  const { t } = useTranslation();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [complaint, setComplaint] = useState<string | null>(null);

  const valid = (): string | null => {
    const nickname = name.trim();
    if (NICKNAME.test(nickname)) return nickname;
    setComplaint(nickname === '' ? t('nickname.missing') : t('nickname.bad'));
    input.current?.focus();
    return null;
  };
  useImperativeHandle(ref, () => ({ valid }));
  const refused = guest.error instanceof ApiError ? t('refusal.other', { code: guest.error.code }) : null;
  const problem = complaint ?? refused;

  return (
    <form
      className={css.nickname}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const nickname = valid();
        if (nickname) guest.mutate(nickname);
      }}
    >
      <label htmlFor={id} className="visually-hidden">
        {t('nickname.label')}
      </label>
      <input
        id={id}
        ref={input}
        className={ui.input}
        value={name}
        maxLength={20}
        autoComplete="nickname"
        placeholder={t('nickname.label')}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-note`}
        onChange={(event) => {
          setName(event.target.value);
          setComplaint(null);
        }}
      />
      <button type="submit" className={ui.main} disabled={guest.isPending}>
        {guest.isPending ? t('nickname.entering') : t('nickname.enter')}
      </button>
      <p id={`${id}-note`} className={problem ? ui.error : css.note} role={problem ? 'alert' : undefined}>
        {problem ?? t('nickname.free')}
      </p>
    </form>
  );
}
