/**
 * What every ledger does, told as pages (`testing/page-lines.ts` says how they are read). Run it with a factory of empty ledgers;
 * `ledger-model.contract.ts` is the other half.
 */
import { describe, test } from 'vitest';
import { playPage } from '../testing/ledger-page.ts';
import type { LedgerPort } from './ledger-port.ts';

export function ledgerContract(name: string, make: () => LedgerPort | Promise<LedgerPort>): void {
  const page = (title: string, text: string) => test(title, async () => playPage(await make(), text));

  describe(`${name}: transfers`, () => {
    page(
      '[LEDGER-2] what one account gives another takes',
      `g1       issuance > wallet:ana 1000 grant                    posted
       b1       wallet:ana > escrow:t:ana 400 buy-in                posted
       balance  wallet:ana 600
       balance  escrow:t:ana 400
       balance  issuance -1000`,
    );
    page(
      '[LEDGER-3] no account leaves its side, whether it owes chips or gives them out',
      `g1       issuance > wallet:ana 100 grant                     posted
       x1       wallet:ana > wallet:bo 101 transfer                 insufficient_chips wallet:ana
       x2       wallet:bo > wallet:ana 1 transfer                   insufficient_chips wallet:bo
       x3       rake > wallet:ana 1 rakeback                        insufficient_chips rake
       x4       wallet:ana > freeroll 1 freeroll                    credits_exceed_debits freeroll
       f1       freeroll > wallet:ana 5 freeroll                    posted
       f2       wallet:ana > freeroll 5 freeroll                    posted
       x5       wallet:ana > suspense 100 adjustment                posted
       x6       suspense > wallet:bo 150 adjustment                 posted
       x7       wallet:bo > issuance 101 adjustment                 credits_exceed_debits issuance
       x8       wallet:bo > issuance 100 adjustment                 posted
       balance  wallet:bo 50
       balance  suspense -50`,
    );
    page(
      '[LEDGER-4] a linked batch happens whole or not at all',
      `g1       issuance > wallet:ana 100 grant                     posted
       l1       wallet:ana > wallet:bo 60 transfer
       +        wallet:ana > wallet:cy 40 transfer                  posted
       l2       wallet:bo > wallet:cy 60 transfer
       +        wallet:ana > wallet:cy 1 transfer                   insufficient_chips wallet:ana
       balance  wallet:bo 60
       balance  wallet:cy 40
       balance  issuance -100`,
    );
    page(
      '[LEDGER-20] only the net change of an account counts, and the first account by name says no',
      `g1       issuance > wallet:ana 100 grant                     posted
       n1       wallet:bo > wallet:cy 100 transfer                  // before bo has anything
       +        wallet:ana > wallet:bo 100 transfer                 posted
       n2       wallet:bo > wallet:cy 1 transfer
       +        wallet:ana > wallet:cy 1 transfer                   insufficient_chips wallet:ana
       balance  wallet:cy 100
       balance  issuance -100`,
    );
    page(
      '[LEDGER-20] more chips than can be counted are refused',
      `g1       issuance > wallet:ana 9007199254740991 grant        posted
       g2       issuance > wallet:bo 1 grant                        too_many_chips issuance
       g3       freeroll > wallet:ana 1 grant                       too_many_chips wallet:ana
       r1       reserve freeroll > wallet:ana 1 grant               too_many_chips wallet:ana
       balance  wallet:ana 9007199254740991
       balance  issuance -9007199254740991`,
    );
    page(
      '[LEDGER-19] each currency has its own accounts',
      `g1       issuance@gold > wallet:ana@gold 7 grant             posted
       g2       issuance > wallet:ana 100 grant                     posted
       x1       wallet:ana@gold > wallet:bo@gold 8 transfer         insufficient_chips wallet:ana@gold
       x2       wallet:ana@gold > wallet:bo@gold 7 transfer         posted
       balance  wallet:bo@gold 7
       balance  issuance@gold -7
       balance  wallet:ana 100
       balance  issuance -100`,
    );
  });

  describe(`${name}: done again`, () => {
    page(
      '[LEDGER-5] [LEDGER-6] the same batch exists, later too, and whoever else had the chips since',
      `g1       issuance > wallet:ana 100 grant at 5                posted
       t1       wallet:ana > wallet:bo 100 transfer by ana          posted
       t1       wallet:ana > wallet:bo 100 transfer by ana at 90    exists
       empty    nothing                                             posted
       balance  wallet:bo 100
       balance  issuance -100`,
    );
    page(
      '[LEDGER-21] another content under the same key is refused by the first thing that differs',
      `g1       issuance > wallet:ana 100 grant                     posted
       g1       issuance > wallet:ana 100 grant by op               exists_with_different_maker
       g1       nothing                                             exists_with_different_step_count
       g1       reserve issuance > wallet:ana 100 grant             exists_with_different_kind
       g1       issuance@gold > wallet:ana@gold 100 grant           exists_with_different_currency
       g1       house > wallet:ana 100 grant                        exists_with_different_debit
       g1       issuance > wallet:bo 101 bonus                      exists_with_different_credit
       g1       issuance > wallet:ana 101 bonus                     exists_with_different_amount
       g1       issuance > wallet:ana 100 bonus                     exists_with_different_reason
       h1       reserve wallet:ana > wallet:bo 1 transfer until 9   posted
       h1       reserve wallet:ana > wallet:bo 1 transfer until 8   exists_with_different_expiry
       h1       reserve wallet:ana > wallet:bo 1 transfer           exists_with_different_expiry
       h2       reserve wallet:ana > wallet:bo 1 transfer by op     posted
       h2       reserve wallet:ana > wallet:bo 1 transfer, two persons by op   exists_with_different_approval
       c1       commit h1/0                                         posted
       c1       commit h2/0                                         exists_with_different_pending
       c1       commit h1/0 1                                       exists_with_different_amount
       c1       rollback h1/0                                       exists_with_different_kind
       balance  wallet:ana 99, leaving 1
       balance  wallet:bo 1, coming 1
       balance  issuance -100`,
    );
    page(
      '[LEDGER-20] what was done before is known before anything else is looked at',
      `take     t 1                                                 taken
       g1       issuance > escrow:t:ana 100 grant                   posted
       hand:1   escrow:t:ana > escrow:t:bo 100 hand fence t 1       posted
       take     t 2                                                 taken
       hand:1   escrow:t:ana > escrow:t:bo 100 hand fence t 1       exists
       hand:1   escrow:t:ana > escrow:t:bo 100 hand fence t 2       exists
       hand:1   escrow:t:ana > escrow:t:bo 99 hand fence t 1        exists_with_different_amount
       hand:2   escrow:t:ana > escrow:t:bo 100 hand fence t 1       fenced                   // nor has ana the chips
       hand:2   commit none/0 fence t 2
       +        escrow:t:ana > escrow:t:bo 100 hand                 pending_not_found
       balance  escrow:t:bo 100
       balance  issuance -100`,
    );
  });

  describe(`${name}: two phases`, () => {
    page(
      '[LEDGER-22] what is reserved to leave is spent, and what is reserved to come is not there',
      `g1       issuance > wallet:ana 100 grant                     posted
       h1       reserve wallet:ana > wallet:bo 70 transfer          posted
       x1       wallet:ana > wallet:cy 31 transfer                  insufficient_chips wallet:ana
       x2       reserve wallet:ana > wallet:cy 31 transfer          insufficient_chips wallet:ana
       x3       wallet:bo > wallet:cy 1 transfer                    insufficient_chips wallet:bo
       x4       wallet:ana > wallet:cy 30 transfer                  posted
       x5       reserve wallet:cy > issuance 30 adjustment          posted
       x6       reserve wallet:ana > issuance 71 adjustment         credits_exceed_debits issuance
       balance  wallet:ana 70, leaving 70
       balance  wallet:bo 0, coming 70
       balance  wallet:cy 30, leaving 30
       balance  issuance -100, coming 30`,
    );
    page(
      '[LEDGER-22] no more can be on its way back than came out',
      `f1       freeroll > wallet:ana 10 freeroll                   posted
       g1       issuance > wallet:ana 10 grant                      posted
       h1       reserve wallet:ana > freeroll 10 freeroll           posted
       h2       reserve wallet:ana > freeroll 1 freeroll            credits_exceed_debits freeroll
       balance  wallet:ana 20, leaving 10
       balance  freeroll -10, coming 10
       balance  issuance -10`,
    );
    page(
      '[LEDGER-23] a reservation is resolved once: posted',
      `g1       issuance > wallet:ana 100 grant                     posted
       h1       reserve wallet:ana > wallet:bo 70 transfer          posted
       c1       commit h1/0                                         posted
       c2       commit h1/0                                         already_posted
       r1       rollback h1/0                                       already_posted
       balance  wallet:ana 30
       balance  wallet:bo 70
       balance  issuance -100`,
    );
    page(
      '[LEDGER-23] a reservation is resolved once: voided',
      `g1       issuance > wallet:ana 100 grant                     posted
       h1       reserve wallet:ana > wallet:bo 70 transfer          posted
       r1       rollback h1/0                                       posted
       c1       commit h1/0                                         already_voided
       r2       rollback h1/0                                       already_voided
       balance  wallet:ana 100
       balance  issuance -100`,
    );
    page(
      '[LEDGER-23] only what was reserved can be resolved',
      `g1       issuance > wallet:ana 100 grant                     posted
       c1       commit g1/0                                         pending_not_found
       h1       reserve wallet:ana > wallet:bo 70 transfer          posted
       c2       commit h1/1                                         pending_not_found
       c3       commit h9/0                                         pending_not_found
       l1       wallet:ana > wallet:cy 30 transfer
       +        rollback h9/0                                       pending_not_found
       balance  wallet:ana 100, leaving 70
       balance  wallet:bo 0, coming 70
       balance  issuance -100`,
    );
    page(
      '[LEDGER-24] a part is committed, and the rest goes back',
      `g1       issuance > wallet:ana 100 grant                     posted
       h1       reserve wallet:ana > prize:cup 70 entry             posted
       c0       commit h1/0 71                                      exceeds_pending_amount
       c1       commit h1/0 1                                       posted
       c2       commit h1/0 69                                      already_posted
       balance  wallet:ana 99
       balance  prize:cup 1
       balance  issuance -100`,
    );
    page(
      '[LEDGER-25] a reservation expires at its time, and is then let go of once',
      `g1       issuance > wallet:ana 100 grant                     posted
       h1       reserve wallet:ana > wallet:bo 10 transfer until 50   posted
       h2       reserve wallet:ana > wallet:bo 20 transfer until 40   posted
       h3       reserve wallet:ana > wallet:bo 30 transfer          posted
       h4       reserve wallet:ana > wallet:bo 5 transfer until 50 at 20   posted
       h5       reserve wallet:ana > wallet:bo 5 transfer until 20 at 20   expires_in_the_past
       expire   at 39                                               none
       c1       commit h2/0 at 40                                   already_expired          // nobody has noted it yet
       r1       rollback h2/0                                       already_expired
       c2       commit h4/0 at 49                                   posted
       expire   at 50                                               h2/0 h1/0
       c3       commit h1/0                                         already_expired
       balance  wallet:ana 95, leaving 30
       balance  wallet:bo 5, coming 30
       balance  issuance -100`,
    );
    page(
      '[LEDGER-26] what needs two persons is committed by the second; the first may take it back',
      `g1       issuance > wallet:ana 100 grant                     posted
       a1       reserve issuance > wallet:bo 50 adjustment, two persons by olga   posted
       c1       commit a1/0 by olga                                 same_person
       c2       commit a1/0                                         same_person
       c9       commit a1/0 by bo                                   same_person              // it is to bo that it goes
       c3       commit a1/0 by pam                                  posted
       a2       reserve issuance > wallet:bo 50 adjustment, two persons by olga   posted
       r2       rollback a2/0 by olga                               posted
       a3       reserve wallet:ana > wallet:bo 1 transfer by olga   posted
       c4       commit a3/0 by olga                                 posted
       balance  wallet:ana 99
       balance  wallet:bo 51
       balance  issuance -150`,
    );
  });

  describe(`${name}: owners of tables`, () => {
    page(
      '[LEDGER-15] who does not own the table books nothing of it',
      `g1       issuance > escrow:t:ana 100 grant                   posted
       hand:1   escrow:t:ana > rake 1 rake fence t 1                fenced
       take     t 1                                                 taken
       take     t 1                                                 fenced
       hand:1   escrow:t:ana > rake 1 rake fence t 2                fenced
       hand:1   escrow:t:ana > rake 1 rake fence t 1                posted
       take     t 3                                                 taken
       take     t 2                                                 fenced
       hand:2   escrow:t:ana > rake 1 rake fence t 1                fenced
       hand:2   escrow:t:ana > rake 1 rake fence t 3                posted
       balance  escrow:t:ana 98
       balance  rake 2
       balance  issuance -100`,
    );
  });
}
