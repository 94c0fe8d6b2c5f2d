/** The table's dialogs, loaded when the first of them is opened. */

import { dialogsWords } from '../i18n/en/dialogs.ts';
import { addWords } from '../i18n/words.ts';
import type { OpenDialog } from '../table/table-context.ts';
import { HelpDialog } from './help-dialog.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { MenuDialog } from './menu-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { ProofDialog } from './proof-dialog.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import { SitDialog } from './sit-dialog.tsx';
import { TopUpDialog } from './top-up-dialog.tsx';

addWords(dialogsWords);

export default function TableDialogs({ dialog }: { dialog: OpenDialog }) {
  switch (dialog.name) {
    case 'sit':
      return <SitDialog seat={dialog.seat} />;
    case 'move':
      return <MoveDialog seat={dialog.seat} />;
    case 'top-up':
      return <TopUpDialog />;
    case 'leave':
      return <LeaveDialog />;
    case 'menu':
      return <MenuDialog />;
    case 'settings':
      return <SettingsDialog />;
    case 'help':
      return <HelpDialog />;
    case 'proof':
      return <ProofDialog />;
  }
}
