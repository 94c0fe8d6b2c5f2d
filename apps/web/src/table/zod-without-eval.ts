/** The page's content security policy allows no code made from text: zod must not try, or every visit logs a violation. */
import { config } from 'zod';

config({ jitless: true });
