import type { Open, Place, Size } from './cursor.ts';

/** The cells of a sheet as rows and columns: those of marks and comments, open or closed; numbers, names and means are none. */
export interface Grid {
  size: Size;
  isOpen: Open;
  holderAt(place: Place): HTMLElement | undefined;
  inputAt(place: Place): HTMLInputElement | undefined;
  /** What stands in a cell, open or closed. */
  textAt(place: Place): string;
  placeOf(element: Element): Place | undefined;
}

const isCell = (cell: Element): boolean => cell.localName === 'td' && !cell.matches('.number, .mean');

export function gridOf(form: HTMLFormElement): Grid {
  const rows = [...form.querySelectorAll('tbody > tr')].map(row =>
    [...row.children].filter((cell): cell is HTMLElement => cell instanceof HTMLElement && isCell(cell)),
  );
  const places = new Map<Element, Place>();
  rows.forEach((cells, row) => {
    cells.forEach((cell, column) => void places.set(cell, { row, column }));
  });
  const holderAt = ({ row, column }: Place) => rows[row]?.[column];
  const inputAt = (place: Place) => holderAt(place)?.querySelector('input') ?? undefined;
  return {
    size: { rows: rows.length, columns: Math.max(0, ...rows.map(cells => cells.length)) },
    isOpen: place => inputAt(place) !== undefined,
    holderAt,
    inputAt,
    textAt: place => inputAt(place)?.value ?? holderAt(place)?.textContent?.trim() ?? '',
    placeOf: element => {
      const cell = element.closest('td');
      return cell ? places.get(cell) : undefined;
    },
  };
}
