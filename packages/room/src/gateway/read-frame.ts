/**
 * Reads what a client sent. A frame outside the contract ends the connection, also when its `commandId` could be read: what sent
 * it is a broken program, and a program that is told exactly what was wrong is mended faster than one that is humoured.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { type UpMessage, upMessage } from '@aboveboard/protocol';

/** @returns the message, or in one sentence what is wrong with it. */
export function readFrame(text: string): Result<UpMessage, string> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err('The frame is not JSON.');
  }
  const parsed = upMessage.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  return err(`The frame is no message of this contract: ${where}${issue?.message ?? 'unknown'}`.slice(0, 300));
}
