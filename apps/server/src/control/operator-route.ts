/** What the routes for operators have in common. */
import { rest } from '@aboveboard/protocol';
import { z } from 'zod';

export const PREFIX = '/api/v1/operator';
/** Over REST; the control socket is its owner's alone, and asks no more. */
export const config = { access: 'operator' as const };
export const errors = { '4xx': rest.restError, 503: rest.restError };
export const noContent = z.null().describe('Done.');
