import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useTranslation } from 'react-i18next';
import ui from '../ui/ui.module.css';
import css from './dialog.module.css';

type Props = { title: string; onClose: () => void; size?: 'small' | 'wide'; children: ReactNode };

/** A dialog over the page, a sheet from below on a phone. Focus is held in it and comes back; Escape and a press beside it close. */
export function Dialog({ title, onClose, size = 'small', children }: Props) {
  const { t } = useTranslation();
  return (
    <ModalOverlay className={`${css.overlay}`} isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className={`${css.modal}`} data-size={size}>
        <AriaDialog className={`${css.dialog}`}>
          <header className={css.header}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <button type="button" className={ui.icon} aria-label={t('app.close')} onClick={onClose}>
              <X size={20} aria-hidden="true" />
            </button>
          </header>
          <div className={css.body}>{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
