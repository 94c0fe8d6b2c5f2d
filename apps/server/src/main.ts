/** Runs the server with the settings of the environment: `node apps/server/src/main.ts`. */
import { serve } from './serve.ts';

process.exit(await serve({ env: process.env, cwd: process.cwd(), isJson: process.argv.includes('--json') }));
