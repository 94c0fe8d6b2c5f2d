#!/usr/bin/env node
// The command's launcher: plain JavaScript, so that a machine with Node 20 can read it, too.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode } from '../../../tools/with-node.mjs';

const main = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src', 'main.ts');
process.exit(await runNode([main, ...process.argv.slice(2)]));
