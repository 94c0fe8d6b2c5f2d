/** A table's page: comes in where there is no session yet, connects, and shows the table or why there is none. */
import './zod-without-eval.ts'; // before any schema is made
import type { Client } from '@aboveboard/client';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { becomeGuest } from '../api/api.ts';
import { Notice } from '../app/notice.tsx';
import { NicknameForm } from '../lobby/nickname-form.tsx';
import ui from '../ui/ui.module.css';
import { openRoom } from './room.ts';
import { TableScreen } from './table-screen.tsx';
import { useReadable } from './use-readable.ts';

type Props = { tableId: string; invite: string | null; isToSit: boolean };

export default function TablePage(props: Props) {
  const [client, setClient] = useState(openRoom);
  const connection = useReadable(client.connection);
  const { t } = useTranslation();
  if (connection.kind === 'closed') {
    if (connection.reason === 'UNAUTHENTICATED') return <ComeIn onIn={() => setClient(openRoom())} />;
    return <Notice text={t('line.wrongVersion')} action={<Reload />} />;
  }
  return <OpenTable {...props} client={client} />;
}

function OpenTable({ client, tableId, invite, isToSit }: Props & { client: Client }) {
  const { t } = useTranslation();
  const [handle, setHandle] = useState<ReturnType<Client['openTable']> | null>(null);
  useEffect(() => {
    const opened = client.openTable(tableId, invite ? { invite } : {});
    setHandle(opened);
    return () => opened.close();
  }, [client, tableId, invite]);
  if (!handle) return <Notice text={t('table.loading')} />;
  return <TableScreen room={client} handle={handle} invite={invite} isToSit={isToSit} />;
}

function ComeIn({ onIn }: { onIn: () => void }) {
  const { t } = useTranslation();
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const mutate = (nickname: string) => {
    setPending(true);
    becomeGuest(nickname)
      .then(onIn, setError)
      .finally(() => setPending(false));
  };
  return <Notice text={t('table.enter')} action={<NicknameForm guest={{ mutate, isPending, error }} />} />;
}

function Reload() {
  const { t } = useTranslation();
  return (
    <button type="button" className={ui.main} onClick={() => window.location.reload()}>
      {t('app.reload')}
    </button>
  );
}
