import type { Migration } from '../migrate.ts';

/** How long calls and raises took is kept with the hand from now on, whichever journal the room has; hands of before have none. */
export const replyTimes: Migration = {
  number: 14,
  name: 'reply-times',
  sql: `
alter table hand add column reply_times blob;
`,
};
