/** A table's house rules in a few words each; nothing of what is usual. */
import type { TableSettings } from '@aboveboard/protocol';
import type { TFunction } from 'i18next';
import { houseWords as english } from '../i18n/en/house.ts';
import { addWords } from '../i18n/words.ts';

addWords(english);

const USUAL_RAISES = 3;

export function houseWords({ house, straddles }: Pick<TableSettings, 'house' | 'straddles'>, t: TFunction): string[] {
  const { bombPot, kill, button } = house;
  const straddle = house.straddleFrom === 'button' ? t('house.straddleButton') : t('house.straddles', { count: straddles });
  return [
    house.isDealersChoice ? t('house.dealersChoice') : '',
    straddles > 0 ? straddle : '',
    kill === 'off' ? '' : t(`house.kill.${kill}`),
    bombPot.every > 0 ? t('house.bombEvery', { count: bombPot.every }) : '',
    bombPot.byVote ? t('house.bombVote') : '',
    house.mayBuyButton ? t('house.buyButton') : '',
    button === 'dead' ? '' : t(`house.button.${button}`),
    house.raiseCap > USUAL_RAISES ? t('house.fourRaises') : '',
    house.mayRunTwice ? '' : t('house.once'),
    house.roundsOut > 0 ? t('house.roundsOut', { count: house.roundsOut }) : '',
  ].filter(Boolean);
}
