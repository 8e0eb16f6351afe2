import { pageWords } from '../../offline/words.ts';
import { placeBlock, readBlock, writeBlock } from './block.ts';
import { between, move, type Place, stretch } from './cursor.ts';
import type { MarkSheet } from './mark-sheet.ts';
import { offerRest } from './rest.ts';
import { announce } from './status.ts';

const arrows = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']);
const sideways = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End']);

/** Keyboard, mouse and clipboard of a sheet, as in a spreadsheet. */
export class SheetHands {
  readonly #sheet: MarkSheet;
  /** The corners of what is selected; the cursor stands in the first. */
  #from: Place | undefined;
  #to: Place | undefined;
  /** The keys move within the text of the cell. */
  #inText = false;

  constructor(sheet: MarkSheet) {
    this.#sheet = sheet;
    const { form } = sheet;
    form.addEventListener('focusin', this.#enter);
    form.addEventListener('keydown', this.#key);
    form.addEventListener('paste', this.#paste);
    form.addEventListener('copy', this.#copy);
    form.addEventListener('cut', event => {
      if (this.#copy(event)) this.#clear();
    });
    form.addEventListener('mousedown', this.#press);
    form.addEventListener('mousemove', this.#drag);
    form.addEventListener('dblclick', () => {
      this.#inText = true;
    });
  }

  #enter = (event: FocusEvent): void => {
    const place = event.target instanceof Element ? this.#sheet.grid.placeOf(event.target) : undefined;
    if (!place || !(event.target instanceof HTMLInputElement)) return;
    this.#inText = false;
    this.#select(place, place);
    // Typing replaces.
    event.target.select();
  };

  #select(from: Place | undefined, to: Place | undefined): void {
    const { grid, form } = this.#sheet;
    for (const cell of form.querySelectorAll('td.selected')) cell.classList.remove('selected');
    this.#from = from;
    this.#to = to;
    if (!from || !to || !this.#isBlock) return;
    for (const place of between(from, to).flat()) grid.holderAt(place)?.classList.add('selected');
  }

  get #isBlock(): boolean {
    return Boolean(
      this.#from && this.#to && (this.#from.row !== this.#to.row || this.#from.column !== this.#to.column),
    );
  }

  #key = (event: KeyboardEvent): void => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || event.isComposing) return;
    const field = this.#sheet.fieldFor(input);
    const at = this.#sheet.grid.placeOf(input);
    if (!field || !at) return;
    const { key } = event;
    if (event.ctrlKey || event.metaKey) {
      if (this.#command(key.toLowerCase(), event.shiftKey, input.value !== field.held)) event.preventDefault();
      return;
    }
    if (event.altKey) return;
    if (key === 'F2') {
      this.#inText = true;
      input.setSelectionRange(input.value.length, input.value.length);
    } else if (key === 'Escape') {
      input.value = field.held;
      this.#sheet.write([{ name: input.name, text: field.held }], false);
      input.select();
      this.#select(at, at);
    } else if (key === 'Enter') this.#go(at, event.shiftKey ? 'ArrowUp' : 'ArrowDown');
    else if (key === 'Delete' && (this.#isBlock || !this.#inText)) this.#clear();
    else if (key === 'Backspace' && this.#isBlock) this.#clear();
    else if (sideways.has(key) && this.#staysInText(input, field.kind === 'comments')) return;
    else if (event.shiftKey && arrows.has(key)) this.#stretch(at, key);
    else if (arrows.has(key) || key === 'Home' || key === 'End') this.#go(at, key);
    else return;
    event.preventDefault();
  };

  /** In a comment the keys move within the text, unless all of it is selected as on entering. */
  #staysInText(input: HTMLInputElement, isComment: boolean): boolean {
    const isWhole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    return this.#inText || (isComment && !isWhole);
  }

  #command(key: string, shift: boolean, isTyping: boolean): boolean {
    if (key === 's') {
      this.#sheet.sendNow();
      return true;
    }
    // While a cell is being typed in, the browser takes back letters.
    if (isTyping) return false;
    if (key === 'z' && !shift) this.#sheet.undo();
    else if (key === 'y' || (key === 'z' && shift)) this.#sheet.redo();
    else return false;
    return true;
  }

  #go(from: Place, key: string): void {
    const { grid } = this.#sheet;
    const to = move(from, key, grid.size, grid.isOpen);
    const input = grid.inputAt(to);
    if (!input) return;
    if (input === document.activeElement) {
      // At the edge: what was typed counts, though the cell is not left.
      this.#sheet.takeTyped();
      input.select();
      this.#select(to, to);
    } else input.focus();
  }

  #stretch(at: Place, key: string): void {
    const from = this.#from ?? at;
    const to = stretch(this.#to ?? at, key, this.#sheet.grid.size);
    this.#select(from, to);
    if (this.#isBlock) announce(pageWords().selected(between(from, to).flat().length));
  }

  /** The open cells of the selection. */
  #names(): { name: string; text: string }[] {
    if (!this.#from || !this.#to) return [];
    return between(this.#from, this.#to)
      .flat()
      .flatMap(place => {
        const input = this.#sheet.grid.inputAt(place);
        return input ? [{ name: input.name, text: '' }] : [];
      });
  }

  #clear = (): void => this.#sheet.write(this.#names());

  #press = (event: MouseEvent): void => {
    const place = event.target instanceof Element ? this.#sheet.grid.placeOf(event.target) : undefined;
    if (!place) return;
    if (!event.shiftKey || !this.#from) {
      this.#select(place, place);
      return;
    }
    event.preventDefault();
    this.#select(this.#from, place);
  };

  #drag = (event: MouseEvent): void => {
    if (event.buttons !== 1 || !this.#from || !(event.target instanceof Element)) return;
    const place = this.#sheet.grid.placeOf(event.target);
    if (!place || (place.row === this.#to?.row && place.column === this.#to.column)) return;
    event.preventDefault();
    this.#select(this.#from, place);
  };

  #copy = (event: ClipboardEvent): boolean => {
    if (!this.#isBlock || !this.#from || !this.#to) return false;
    const rows = between(this.#from, this.#to).map(row => row.map(this.#sheet.grid.textAt));
    event.clipboardData?.setData('text/plain', writeBlock(rows));
    event.preventDefault();
    return true;
  };

  #paste = (event: ClipboardEvent): void => {
    const { grid } = this.#sheet;
    const at = event.target instanceof Element ? grid.placeOf(event.target) : undefined;
    if (!at || !this.#from || !this.#to || !(event.target instanceof HTMLInputElement)) return;
    const block = readBlock(event.clipboardData?.getData('text/plain') ?? '');
    const isOne = block.length === 1 && block[0]?.length === 1;
    // A few words into a comment go where the caret stands.
    if (isOne && !this.#isBlock && this.#sheet.fieldFor(event.target)?.kind === 'comments') return;
    event.preventDefault();
    if (isOne && this.#isBlock) {
      const text = block[0]?.[0] ?? '';
      this.#sheet.write(this.#names().map(({ name }) => ({ name, text })));
      return;
    }
    const corner = {
      row: Math.min(this.#from.row, this.#to.row),
      column: Math.min(this.#from.column, this.#to.column),
    };
    const placed = placeBlock(block, corner, grid.size, grid.isOpen);
    this.#sheet.write(placed.writes.map(({ text, ...place }) => ({ name: grid.inputAt(place)?.name ?? '', text })));
    const { rest, over } = placed;
    const closed = placed.closed.filter(
      ({ text, ...place }) => text.trim() !== '' && text.trim() !== grid.textAt(place),
    );
    offerRest(
      this.#sheet.form,
      rest,
      over,
      closed.map(cell => cell.text),
    );
    announce(pageWords().pasted(placed.writes.length));
    const last = {
      row: corner.row + block.length - 1,
      column: corner.column + Math.max(...block.map(row => row.length)) - 1,
    };
    const end = { row: Math.min(last.row, grid.size.rows - 1), column: Math.min(last.column, grid.size.columns - 1) };
    this.#select(corner, end);
  };
}
