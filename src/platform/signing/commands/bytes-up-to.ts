import { z } from 'zod';

/** Bytes as a command's input, of at most so many. */
export const bytesUpTo = (largest: number) =>
  z.custom<Uint8Array>(value => value instanceof Uint8Array && value.length <= largest);
