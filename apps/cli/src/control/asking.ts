/** What a command asks the person at the terminal, when flags did not say it. Where nobody sits there, it is a wrong call. */
import { createInterface } from 'node:readline/promises';
import { Complaint } from './complaint.ts';

/** Why something is changed: `--why`, or what is typed. @throws Complaint without either. */
export async function reasonFor(why: string | undefined): Promise<string> {
  const given = why ?? (isAttended() ? await ask('Why? It goes into the audit log: ') : '');
  if (given.trim() !== '') return given.trim();
  throw new Complaint('A change needs a reason, for the audit log: say it with --why "…". Nothing was changed.');
}

/** `--yes`, or the wanted word typed back. @throws Complaint with anything else. */
export async function confirmed(isYes: boolean | undefined, question: string, word: string): Promise<void> {
  if (isYes) return;
  if (!isAttended()) throw new Complaint(`${question} Say --yes to do it without being asked. Nothing was changed.`);
  const typed = await ask(`${question} Type ${word} to do it: `);
  if (typed.trim() !== word) throw new Complaint('Nothing was changed.');
}

function isAttended(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  try {
    return await Promise.race([terminal.question(question), closed]);
  } finally {
    terminal.close();
  }
}
