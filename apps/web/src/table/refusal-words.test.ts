import i18next from 'i18next';
import { expect, test } from 'vitest';
import { refusalCode } from '../../../../packages/protocol/src/refusal.ts';
import { english } from '../testing/wording.ts';
import { refusalWords } from './refusal-words.ts';

test('every refusal of the contract, and every one of the SDK, has words', () => {
  const codes = [...refusalCode.options, 'NO_ANSWER', 'CLIENT_CLOSED', 'TOO_MANY_WAITING', 'DEAL_REFUSED'];
  expect(codes.filter((code) => !(code in english().refusal))).toEqual([]);
});

test('the amounts of a refusal are said in the player’s unit', async () => {
  const t = await i18next.createInstance().init({ lng: 'en', resources: { en: { translation: english() } } });
  expect(refusalWords({ code: 'RAISE_TOO_SMALL', detail: { smallest: 400 } }, t, (chips) => `${chips / 100} BB`)).toBe(
    'The smallest raise here is to 4 BB.',
  );
});
