/** A process of its own that takes the lock of the folder it is given, says how that went, and stays until it is ended. */
import { lockDataFolder } from '../sqlite/lock-data-folder.ts';

const locked = lockDataFolder(process.argv[2] ?? '');
process.stdout.write(`${JSON.stringify(locked.ok ? 'LOCKED' : locked.error)}\n`);
process.stdin.resume(); // ends when the test does
process.stdin.on('end', () => process.exit(0));
