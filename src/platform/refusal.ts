import type { Said } from './words.ts';

/**
 * A command that will not be done, with words that say why and what to do next. Not a fault of ours: it is shown beside
 * the field (or on top of the form), everything typed is kept, and nothing was changed.
 */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: string;
  readonly said: Said;
  /** The field of the form it belongs to, if one. */
  readonly field: string | undefined;
  constructor(code: string, said: Said, field?: string) {
    super(`${code}: ${said.en}`);
    this.code = code;
    this.said = said;
    this.field = field;
  }
}

/** Whoever asks may not, or there is no such thing: deliberately the same answer. */
export class NotAllowed extends Error {
  override name = 'NotAllowed';
  constructor(what = 'not allowed, or not there') {
    super(what);
  }
}

export function refuse(code: string, said: Said, field?: string): never {
  throw new Refusal(code, said, field);
}
