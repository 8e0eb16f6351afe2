import { type Book, type Change, subjectOf } from '../../offline/change.ts';
import { tellChange } from '../../offline/device.ts';
import { forget, note } from '../../offline/queue.ts';
import { lastOutcome, send } from '../../offline/sender.ts';
import { openStore } from '../../offline/store.ts';
import { pageLanguage, pageWords } from '../../offline/words.ts';
import { showState } from './cell-state.ts';
import { changeOf, type Field, fieldOf, groupsOf, isCopy, keysOf, seenOf, setBase, valueIn } from './fields.ts';
import { type Grid, gridOf } from './grid.ts';
import { type History, noHistory, redo, remember, undo, type Write } from './history.ts';
import { announce, showStatus } from './status.ts';
import { averageOf, readTyped } from './typed-mark.ts';

/** A sheet of marks on the page: what is written into it goes to the device's book first, and from there to the server. */
export class MarkSheet {
  readonly form: HTMLFormElement;
  readonly person: number;
  grid: Grid;
  #fields = new Map<string, Field>();
  #faulty = new Set<string>();
  /** Written here and not yet in the device's book: a book read a moment earlier does not undo it on the screen. */
  #unkept = new Map<string, Change>();
  #keeps = 0;
  #history: History = noHistory;
  #waited = 0;

  constructor(form: HTMLFormElement) {
    this.form = form;
    this.person = Number(form.dataset.person);
    this.grid = gridOf(form);
    form.addEventListener('change', event => {
      const field = event.target instanceof HTMLInputElement ? this.fieldFor(event.target) : undefined;
      if (field) this.write([{ name: field.input.name, text: field.input.value }]);
    });
    form.addEventListener('submit', event => {
      // A button with a name asks the server for something else than to save.
      if (event.submitter instanceof HTMLButtonElement && event.submitter.name !== '') return;
      event.preventDefault();
      this.sendNow();
    });
  }

  /** Reads the page (again): after it came in, and after Turbo has changed it. */
  async prepare(): Promise<void> {
    this.grid = gridOf(this.form);
    this.#faulty.clear();
    this.#fields = new Map();
    for (const input of this.form.querySelectorAll('input')) {
      const field = fieldOf(this.form, input);
      if (field) this.#fields.set(input.name, field);
    }
    // A page straight from the server knows all that was answered before it; a copy does not.
    const isFresh = this.form.dataset.ready === undefined && !isCopy();
    this.form.dataset.ready = '';
    if (isFresh) await this.#forget();
    await this.refresh();
    this.send();
  }

  fieldFor(input: Element): Field | undefined {
    return input instanceof HTMLInputElement ? this.#fields.get(input.name) : undefined;
  }

  get hasFaults(): boolean {
    return this.#faulty.size > 0;
  }

  async #forget(): Promise<void> {
    const shown = new Map<string, { revision: number; conflict: boolean }>();
    // The server keeps marks that met for people to settle; of comments only this device knows.
    for (const field of this.#fields.values())
      shown.set(field.subject, { revision: seenOf(field), conflict: field.kind === 'comments' });
    const store = await openStore();
    await store.update(this.person, book => keysOf(this.form).reduce((after, key) => forget(after, key, shown), book));
  }

  /** Writes into cells as one step that can be taken back. What cannot be a mark stays in its cell with words, and is not sent. */
  write(cells: readonly { name: string; text: string }[], remembers = true): void {
    const words = pageWords();
    const changes: Change[] = [];
    const step: Write[] = [];
    for (const { name, text } of cells) {
      const field = this.#fields.get(name);
      if (!field) continue;
      const typed =
        field.kind === 'marks' ? readTyped(text, this.form.dataset.tenths !== undefined) : { value: text.trim() };
      const before = this.#faulty.has(name) ? field.input.value : field.held;
      if ('fault' in typed) {
        step.push({ name, before, after: text });
        field.input.value = text;
        this.#faulty.add(name);
        showState(field, 'fault', words[typed.fault]);
        continue;
      }
      step.push({ name, before, after: typed.value });
      field.input.value = typed.value;
      if (this.#faulty.delete(name)) showState(field, undefined);
      if (typed.value === field.held) continue;
      changes.push(changeOf(this.form, field, typed.value));
      field.held = typed.value;
      showState(field, 'waiting', words.cellWaits);
    }
    if (remembers) this.#history = remember(this.#history, step);
    if (changes.length > 0) void this.#keep(changes);
    else void this.refresh();
  }

  undo = (): void => this.#step(undo(this.#history));
  redo = (): void => this.#step(redo(this.#history));

  #step(step: { history: History; writes: Write[] } | undefined): void {
    if (!step) return;
    this.#history = step.history;
    this.write(
      step.writes.map(({ name, after }) => ({ name, text: after })),
      false,
    );
  }

  async #keep(changes: Change[]): Promise<void> {
    for (const change of changes) this.#unkept.set(change.subject, change);
    try {
      const store = await openStore();
      await store.update(this.person, book => note(book, changes));
      this.#keeps++;
    } catch {
      for (const { subject } of changes)
        for (const field of this.#fields.values())
          if (field.subject === subject) showState(field, 'fault', pageWords().notKept);
      return;
    } finally {
      for (const change of changes)
        if (this.#unkept.get(change.subject) === change) this.#unkept.delete(change.subject);
    }
    tellChange();
    this.send();
  }

  send = (): void => void send(this.person, () => void this.refresh());

  /** Takes what is being typed, and sends at once. */
  sendNow(): void {
    this.takeTyped();
    this.send();
  }

  /** Someone may close the page with a mark just typed: it is kept as if they had left the cell. */
  takeTyped(): void {
    const field = document.activeElement ? this.fieldFor(document.activeElement) : undefined;
    if (field && field.input.value !== field.held && !this.#faulty.has(field.input.name))
      this.write([{ name: field.input.name, text: field.input.value }]);
  }

  /** Lays the device's book over the page: what waits, what was answered, what is for people. */
  async refresh(): Promise<void> {
    const book = await this.#readBook();
    const sent = Object.values(book.parcels).flatMap(parcel => parcel.changes);
    const unsent = [...Object.values(book.changes), ...this.#unkept.values()];
    const waiting = new Map([...sent, ...unsent].map(change => [change.subject, change]));
    for (const field of this.#fields.values()) this.#lay(field, book, waiting.get(field.subject));
    this.#showMeans(book);
    const line = this.form.querySelector('[data-status]');
    if (line) showStatus(line, book, lastOutcome(), this.#faulty.size);
    if (this.#waited > 0 && waiting.size === 0) announce(pageWords().allSaved);
    if (this.#waited === 0 && waiting.size > 0 && lastOutcome() === 'no-line')
      announce(pageWords().waitLine(waiting.size));
    this.#waited = waiting.size;
  }

  /** The device's book, with all that was kept while it was being read. */
  async #readBook(): Promise<Book> {
    const store = await openStore();
    for (;;) {
      const keeps = this.#keeps;
      const book = await store.update(this.person, before => before);
      if (keeps === this.#keeps) return book;
    }
  }

  #lay(field: Field, book: Book, waits: Change | undefined): void {
    const words = pageWords();
    const known = book.known[field.subject];
    const isNews = known !== undefined && known.revision >= seenOf(field);
    const wasWaiting = field.holder.dataset.state === 'waiting';
    if (isNews && known.revision > seenOf(field)) setBase(field, known.value, known.revision);
    const matter = book.matters[field.subject];
    const mine = matter ? valueIn(matter.change) : '';
    const held = waits ? valueIn(waits) : matter?.state === 'refused' ? mine : field.base;
    // Whoever is typing in the cell is not disturbed.
    const isTouched = document.activeElement === field.input && field.input.value !== field.held;
    field.held = matter?.state === 'refused' && !waits ? field.base : held;
    if (this.#faulty.has(field.input.name)) return;
    if (!isTouched && field.input.value !== held) field.input.value = held;
    if (waits) showState(field, 'waiting', words.cellWaits);
    else if (matter?.state === 'conflict')
      showState(field, 'conflict', words.conflict(matter.stands || words.emptied, mine || words.emptied));
    else if (matter) showState(field, 'fault', matter.words?.[pageLanguage()] ?? '');
    else if (wasWaiting || (field.holder.dataset.state && field.holder.dataset.state !== 'saved'))
      showState(field, wasWaiting ? 'saved' : undefined);
  }

  #showMeans(book: Book): void {
    const group = groupsOf(this.form).marks;
    for (const cell of this.form.querySelectorAll<HTMLElement>('td[data-mean]')) {
      const mean = book.means[subjectOf('marks', group, `mean-${cell.dataset.mean}`)];
      if (mean !== undefined && cell.textContent !== mean) cell.textContent = mean;
    }
    for (const cell of this.form.querySelectorAll<HTMLElement>('td[data-average]')) {
      const first = this.form.querySelector(`input[name^="m-${cell.dataset.average}-"]`);
      const place = first ? this.grid.placeOf(first) : undefined;
      if (!place) continue;
      const marks = Array.from({ length: this.grid.size.rows }, (_, row) => {
        const at = { row, column: place.column };
        const input = this.grid.inputAt(at);
        return input ? (this.#fields.get(input.name)?.held ?? '') : this.grid.textAt(at);
      });
      const average = averageOf(marks);
      if (cell.textContent !== average) cell.textContent = average;
    }
  }
}
