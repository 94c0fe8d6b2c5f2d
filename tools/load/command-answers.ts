/** Commands of one viewer and their answers: each gets one, and none gets more of them than it was sent times. */
import type { CommandMessage } from '@aboveboard/protocol';

export interface AnswerCounts {
  /** Commands by id, and how often one was sent again. */
  commands: number;
  repeats: number;
  acks: number;
  refusals: number;
  actsAcked: number;
}

export interface CommandAnswers {
  readonly counts: Readonly<AnswerCounts>;
  readonly refusalCodes: ReadonlyMap<string, number>;
  /** From the moment a command was meant to go out to its first answer, in ms. */
  readonly answerMs: readonly number[];
  unanswered(): number;
  /** Answers are timed from here on; what is counted stays counted. */
  begin(): void;
  sent(message: CommandMessage, meantMs: number): void;
  /** @param code why it was refused; null: it was acknowledged */
  answered(commandId: string, code: string | null, nowMs: number): void;
}

interface Command {
  readonly isAct: boolean;
  readonly meantMs: number;
  sends: number;
  answers: number;
  isAcked: boolean;
}

/** @param fault hears what the contract forbids, in words. */
export function watchAnswers(fault: (what: string) => void): CommandAnswers {
  const counts: AnswerCounts = { commands: 0, repeats: 0, acks: 0, refusals: 0, actsAcked: 0 };
  const refusalCodes = new Map<string, number>();
  const answerMs: number[] = [];
  const commands = new Map<string, Command>();

  function first(command: Command, code: string | null, nowMs: number): void {
    answerMs.push(nowMs - command.meantMs);
    if (code === null) counts.acks += 1;
    else counts.refusals += 1;
  }

  return {
    ...{ counts, refusalCodes, answerMs },
    unanswered: () => [...commands.values()].filter(({ answers }) => answers === 0).length,
    begin: () => void answerMs.splice(0),
    sent: ({ commandId, command }, meantMs) => {
      const known = commands.get(commandId);
      counts[known ? 'repeats' : 'commands'] += 1;
      if (known) known.sends += 1;
      else commands.set(commandId, { isAct: command.kind === 'act', meantMs, sends: 1, answers: 0, isAcked: false });
    },
    answered: (commandId, code, nowMs) => {
      const command = commands.get(commandId);
      if (code !== null) refusalCodes.set(code, (refusalCodes.get(code) ?? 0) + 1);
      if (!command) {
        fault(`an answer came to ${commandId}, which was never sent`);
        return;
      }
      if (command.answers === 0) first(command, code, nowMs);
      command.answers += 1;
      if (command.answers > command.sends) fault(`a command sent ${command.sends} times got ${command.answers} answers`);
      if (code === null && command.isAct && !command.isAcked) counts.actsAcked += 1;
      command.isAcked ||= code === null;
    },
  };
}
