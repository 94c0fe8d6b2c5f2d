/** What a backup says of itself, for people. */
import type { Manifest } from '@aboveboard/server/backup';

export function shownManifest({ atMs, program, database, facts, files, left, beside, chain }: Manifest): string {
  const rows = Object.values(facts.rows).reduce((sum, count) => sum + count, 0);
  const { close, log } = facts;
  const lines: readonly (readonly [string, string])[] = [
    ['as of', new Date(atMs).toISOString()],
    ['made by', `Aboveboard ${program}, of ${database === 'sqlite' ? 'SQLite' : 'MariaDB'}, schema ${facts.schemaVersion}`],
    ['public log', `${facts.origin ?? 'none'}: ${log.size} entries${log.head === null ? '' : `, the last ${log.head}`}`],
    ['journal', `entry ${facts.journalNo}${close === null ? '' : `; last daily close ${close.hash}`}`],
    ['rows', `${rows} in ${Object.keys(facts.rows).length} tables`],
    ['in it', files.map(({ path, bytes }) => `${path} (${bytes} bytes)`).join(', ')],
    ...(beside.archives === 0 ? [] : [['beside it', `${beside.archives} files of archived hands, in archives`] as const]),
    ['not in it', `data/keys/deal, data/keys/kek-*${left.archives === 0 ? '' : `, ${left.archives} files of archived hands`}`],
    ['shipped since', chain === null || chain.stamp === '' ? 'nothing belongs to it' : `pieces of log-${chain.stamp}`],
  ];
  return lines.map(([what, text]) => `  ${what.padEnd(14)}${text}\n`).join('');
}
