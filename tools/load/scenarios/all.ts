import { badNetwork } from './bad-network.ts';
import { churn } from './churn.ts';
import { connectStorm } from './connect-storm.ts';
import { railbirds } from './railbirds.ts';
import { reconnectStorm } from './reconnect-storm.ts';
import { slowReaders } from './slow-readers.ts';
import { steady } from './steady.ts';

export const SCENARIOS = [connectStorm, steady, churn, railbirds, reconnectStorm, badNetwork, slowReaders] as const;
