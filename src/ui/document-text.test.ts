import { describe, expect, it } from 'vitest';
import { cut } from './document-text.tsx';

const text = 'Hết năm, 50 % trường.';
const words = (passages: { id: string; from: number; to: number }[]) =>
  cut(text, passages).map(piece => (piece.passage ? `[${piece.text}]` : piece.text));

describe('a text with marked passages', () => {
  it('is cut at their ends and loses nothing', () => {
    expect(words([{ id: 'a', from: 9, to: 13 }])).toEqual(['Hết năm, ', '[50 %]', ' trường.']);
    expect(words([])).toEqual([text]);
  });
  it('keeps the first of two that overlap, and passages in the order of the text', () => {
    const pieces = words([
      { id: 'b', from: 11, to: 20 },
      { id: 'a', from: 9, to: 13 },
      { id: 'c', from: 0, to: 3 },
    ]);
    expect(pieces).toEqual(['[Hết]', ' năm, ', '[50 %]', ' trường.']);
  });
  it('keeps within the text whatever it is told', () => {
    expect(words([{ id: 'a', from: -5, to: 3 }]).join('')).toBe(`[Hết]${text.slice(3)}`);
    expect(words([{ id: 'a', from: 14, to: 999 }]).at(-1)).toBe('[trường.]');
    expect(words([{ id: 'a', from: 5, to: 5 }])).toEqual([text]);
  });
});
