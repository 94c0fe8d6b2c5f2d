/** The whole tree of commands. */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { auditCommand } from './commands/audit.ts';
import { backupCommand } from './commands/backup/backup.ts';
import { logCommand } from './commands/backup/log.ts';
import { restoreCommand } from './commands/backup/restore.ts';
import { closeCommand } from './commands/books/close.ts';
import { reconcileCommand } from './commands/books/reconcile.ts';
import { botsCommand } from './commands/bots.ts';
import { adjustCommand, bonusCommand } from './commands/chips/adjust.ts';
import { approvalsCommand } from './commands/chips/approvals.ts';
import { operatorsCommand } from './commands/chips/operators.ts';
import { privacyCommand } from './commands/chips/privacy.ts';
import { statementCommand } from './commands/chips/statement.ts';
import { configCommand } from './commands/config.ts';
import { convertCommand } from './commands/convert.ts';
import { dbCommand } from './commands/db.ts';
import { eventsCommand } from './commands/events/events.ts';
import { oddsCommand } from './commands/odds.ts';
import { queueCommand } from './commands/queue/queue.ts';
import { replayCommand } from './commands/replay.ts';
import { serveCommand } from './commands/serve.ts';
import { signalsCommand } from './commands/signals/signals.ts';
import { verifyCommand } from './commands/verify.ts';
import { archiveHandsCommand } from './commands/work/archive-hands.ts';
import { handsCommand } from './commands/work/hands.ts';
import { importHandsCommand } from './commands/work/import-hands.ts';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));

export function aboveboardProgram(): Command {
  return new Command('aboveboard')
    .description('An open card room in which every deal can be proven fair.')
    .version(version)
    .enablePositionalOptions() // an option behind a subcommand is that one's, and not of the command above it
    .showHelpAfterError('(add --help for what this command takes)')
    .addHelpText('after', '\nExit codes: 0 good, 1 the answer is no, 2 a wrong call or nothing to work on, 3 the books differ.')
    .addCommand(serveCommand())
    .addCommand(configCommand())
    .addCommand(dbCommand())
    .addCommand(reconcileCommand())
    .addCommand(closeCommand())
    .addCommand(backupCommand())
    .addCommand(restoreCommand())
    .addCommand(logCommand())
    .addCommand(replayCommand())
    .addCommand(convertCommand())
    .addCommand(verifyCommand())
    .addCommand(oddsCommand())
    .addCommand(botsCommand())
    .addCommand(importHandsCommand())
    .addCommand(handsCommand())
    .addCommand(archiveHandsCommand())
    .addCommand(queueCommand())
    .addCommand(eventsCommand())
    .addCommand(signalsCommand())
    .addCommand(operatorsCommand())
    .addCommand(approvalsCommand())
    .addCommand(adjustCommand())
    .addCommand(bonusCommand())
    .addCommand(statementCommand())
    .addCommand(privacyCommand())
    .addCommand(auditCommand());
}
