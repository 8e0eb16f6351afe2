import { classes, type Slot, useWords } from './setting.tsx';

export interface Passage {
  id: string;
  /** Where it begins and ends in the text, in UTF-16 units as JavaScript counts them. */
  from: number;
  to: number;
  href?: string;
  current?: boolean;
}

/** A document's text, its extracted passages marked; each is reached by `#p-<id>`. Overlapping ones: the first wins. */
export function DocumentText(props: { text: string; passages: Passage[] }) {
  const words = useWords();
  const pieces = cut(props.text, props.passages);
  return (
    <div class="document-text">
      {pieces.map(piece =>
        piece.passage ? (
          <mark id={`p-${piece.passage.id}`} class={classes(piece.passage.current && 'current') || undefined}>
            {piece.passage.href ? (
              <a href={piece.passage.href} aria-label={`${words.marked}: ${piece.text}`}>
                {piece.text}
              </a>
            ) : (
              piece.text
            )}
          </mark>
        ) : (
          piece.text
        ),
      )}
    </div>
  );
}

/** The text on one side, what was read out of it on the other; the text scrolls in its own frame. */
export function DocumentBeside(props: { label: string; text: string; passages: Passage[]; children?: Slot }) {
  return (
    <div class="beside">
      <section class="beside-text panel" aria-label={props.label} tabindex={0}>
        <DocumentText text={props.text} passages={props.passages} />
      </section>
      <div class="stack">{props.children}</div>
    </div>
  );
}

export function cut(text: string, passages: Passage[]): { text: string; passage?: Passage }[] {
  const pieces: { text: string; passage?: Passage }[] = [];
  let at = 0;
  for (const passage of passages.toSorted((a, b) => a.from - b.from)) {
    const from = Math.max(passage.from, 0);
    const to = Math.min(passage.to, text.length);
    if (from < at || to <= from) continue;
    if (from > at) pieces.push({ text: text.slice(at, from) });
    pieces.push({ text: text.slice(from, to), passage });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}
