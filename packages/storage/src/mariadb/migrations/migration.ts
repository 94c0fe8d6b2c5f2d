/**
 * A migration of MariaDB, in steps.
 *
 * MariaDB commits at every statement that changes a table's shape, so a migration cannot be all or nothing. Instead each step is one
 * statement, the number of those done is kept, and a migration that was cut short goes on at the next start. A step that
 * changes a shape must bear being run again, since the process may die between the statement and the noting of it:
 * `create table if not exists`, `create index if not exists`, `create or replace trigger`. One that changes rows is noted in its
 * own transaction.
 */
export interface MariaDbMigration {
  /** 1, 2, 3 …, the same as on SQLite. */
  readonly number: number;
  readonly name: string;
  readonly steps: readonly string[];
}

/**
 * A table: InnoDB, and texts that compare byte by byte, as they do on SQLite: `a`, `A` and `a ` are three different ids.
 *
 * Ids are `varchar(255)`, as a text without bounds cannot be a key; what is longer is refused and never cut.
 */
export function table(name: string, columns: string): string {
  return `create table if not exists ${name} (${columns}) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_nopad_bin`;
}

/** Two steps after which no row of a table is changed or deleted. */
export function appendOnly(name: string): string[] {
  return ['changed update', 'deleted delete'].map((words) => {
    const [participle, verb] = words.split(' ');
    return `create or replace trigger ${name}_is_never_${participle} before ${verb} on ${name} for each row
  signal sqlstate '45000' set message_text = '${name} is append-only'`;
  });
}

/** Names of the triggers that there are after these migrations; those of a table went with it. */
export function triggersOf(migrations: readonly MariaDbMigration[]): string[] {
  const tables = new Map<string, string>();
  for (const step of migrations.flatMap(({ steps }) => steps)) {
    const [, trigger, of] = /^create or replace trigger (\w+) before \w+ on (\w+)/.exec(step) ?? [];
    if (trigger && of) tables.set(trigger, of);
    const [, dropped] = /^drop table if exists (\w+)/.exec(step) ?? [];
    for (const [name, table] of tables) if (table === dropped) tables.delete(name);
  }
  return [...tables.keys()];
}
