export { spanOf } from '../backup/binlog/binlog-file.ts';
export { BinlogToolError, fetchBinlog, missingTools, replayBinlogs } from '../backup/binlog/binlog-tool.ts';
export { type BinlogMark, type BinlogNow, lastJournalNo, lookAtBinlog } from '../backup/binlog/look-at-binlog.ts';
export { mayReplay } from '../backup/binlog/rights.ts';
export { type BinlogPlace, copyMariaDb } from '../backup/copy-mariadb.ts';
export { isMariaDbEmpty, loadMariaDb } from '../backup/load-mariadb.ts';
export { DatabaseVersionError } from '../database/migration-register.ts';
export { mariaDbUpkeep } from './mariadb-upkeep.ts';
export { DatabaseUrlError, openMariaDb } from './open-mariadb.ts';
