import { DEFAULT_HOUSE_RULES, type HouseRules } from '@aboveboard/protocol';
import i18next from 'i18next';
import { expect, test } from 'vitest';
import { english } from '../testing/wording.ts';
import { houseWords } from './house-words.ts';

test('house rules are said where they are not as usual', async () => {
  const i18n = i18next.createInstance();
  const t = await i18n.init({ lng: 'en', resources: { en: { translation: english() } } });
  expect(houseWords({ straddles: 0, house: DEFAULT_HOUSE_RULES }, t)).toEqual([]);
  const house: HouseRules = {
    ...DEFAULT_HOUSE_RULES,
    button: 'moving',
    kill: 'half',
    mayBuyButton: true,
    isDealersChoice: true,
    raiseCap: 4,
    mayRunTwice: false,
    roundsOut: 2,
    bombPot: { every: 10, byVote: true, boards: 2 },
  };
  expect(houseWords({ straddles: 2, house }, t)).toEqual([
    ...['dealer’s choice', '2 straddles', 'half kill', 'bomb pot every 10 hands', 'bomb pots by vote', 'button for sale'],
    ...['moving button', 'four raises', 'boards run once', 'up after 2 missed rounds'],
  ]);
  expect(houseWords({ straddles: 1, house: { ...DEFAULT_HOUSE_RULES, straddleFrom: 'button' } }, t)).toEqual([
    'button straddle',
  ]);
});
