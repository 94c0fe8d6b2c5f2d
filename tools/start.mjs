/**
 * `npm start`: everything a fresh machine needs, then the card room. Arguments go to `aboveboard serve`.
 */
import { join } from 'node:path';
import { buildWeb, installDependencies } from './setup.mjs';
import { rootDir, runNode } from './with-node.mjs';

await installDependencies();
await buildWeb();
process.exit(await runNode([join(rootDir, 'apps', 'cli', 'src', 'main.ts'), 'serve', ...process.argv.slice(2)]));
