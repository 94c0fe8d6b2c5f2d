/** What a check of the settings has to say. `wrong`: the room does not start so. `note`: it does, and it is probably not what was meant. */
export interface Remark {
  readonly severity: 'wrong' | 'note';
  /** One sentence that begins with the setting's name. */
  readonly text: string;
}

export function wrong(text: string): Remark {
  return { severity: 'wrong', text };
}

export function note(text: string): Remark {
  return { severity: 'note', text };
}
