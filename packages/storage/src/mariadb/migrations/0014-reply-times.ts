import type { MariaDbMigration } from './migration.ts';

/** How long calls and raises took is kept with the hand from now on, whichever journal the room has; hands of before have none. */
export const replyTimes: MariaDbMigration = {
  number: 14,
  name: 'reply-times',
  steps: ['alter table hand add column if not exists reply_times blob'],
};
