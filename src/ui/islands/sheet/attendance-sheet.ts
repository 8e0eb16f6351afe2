import { type Book, type Change, groupKey, subjectOf } from '../../offline/change.ts';
import { tellChange } from '../../offline/device.ts';
import { forget, note } from '../../offline/queue.ts';
import { lastOutcome, send } from '../../offline/sender.ts';
import { openStore } from '../../offline/store.ts';
import { momentOf, pageLanguage, pageWords } from '../../offline/words.ts';
import { isCopy, valueIn } from './fields.ts';

interface Line {
  enrolmentId: number;
  subject: string;
  row: HTMLElement;
  radios: HTMLInputElement[];
  reason: HTMLInputElement | null;
  seen: HTMLInputElement | null;
}

const chosen = (line: Line): string => line.radios.find(radio => radio.checked)?.value ?? 'present';
const atFirst = (line: Line): string => line.radios.find(radio => radio.defaultChecked)?.value ?? 'present';
const choose = (line: Line, value: string): void => {
  for (const radio of line.radios) radio.checked = radio.value === value;
};

/**
 * Attendance of a class in a session. With a line the form goes its own way; without one, what differs is kept on the device
 * when the form is sent, and goes as one command later.
 */
export class AttendanceSheet {
  readonly form: HTMLFormElement;
  readonly person: number;
  #lines: Line[] = [];

  constructor(form: HTMLFormElement, person: number) {
    this.form = form;
    this.person = person;
    form.addEventListener('submit', event => {
      if (event.submitter instanceof HTMLButtonElement && event.submitter.name !== '') return;
      if (navigator.onLine && !isCopy()) return;
      event.preventDefault();
      void this.#keep();
    });
  }

  #group(): Change['group'] {
    const { school, class: klass, day = '', session = '' } = this.form.dataset;
    return { schoolId: Number(school), classId: Number(klass), day, session };
  }

  async prepare(): Promise<void> {
    const group = this.#group();
    const ids = [...this.form.querySelectorAll<HTMLInputElement>('input[name^="seen-"]')];
    this.#lines = ids.map(seen => {
      const id = seen.name.slice('seen-'.length);
      const radios = [...this.form.querySelectorAll<HTMLInputElement>(`input[name="kind-${id}"]`)];
      return {
        enrolmentId: Number(id),
        subject: subjectOf('attendance', group, `kind-${id}`),
        row: radios[0]?.closest<HTMLElement>('li, tr') ?? this.form,
        radios,
        reason: this.form.querySelector<HTMLInputElement>(`input[name="reason-${id}"]`),
        seen,
      };
    });
    const isFresh = this.form.dataset.ready === undefined && !isCopy();
    this.form.dataset.ready = '';
    if (isFresh) await this.#forget();
    await this.refresh();
    send(this.person, () => void this.refresh());
  }

  async #forget(): Promise<void> {
    const shown = new Map(
      this.#lines.map(line => [line.subject, { revision: Number(line.seen?.value ?? 0), conflict: false }]),
    );
    const store = await openStore();
    await store.update(this.person, book => forget(book, groupKey('attendance', this.#group()), shown));
  }

  /** All that differs from what the page showed; where nothing does, one line all the same: the class was looked at. */
  async #keep(): Promise<void> {
    const group = this.#group();
    const differs = this.#lines.filter(
      line => chosen(line) !== atFirst(line) || (line.reason && line.reason.value !== line.reason.defaultValue),
    );
    const page = location.pathname + location.search;
    const title = document.querySelector('h1')?.textContent ?? '';
    const changes = (differs.length > 0 ? differs : this.#lines.slice(0, 1)).map((line): Change => {
      const reason = line.reason?.value.trim() ?? '';
      return {
        subject: line.subject,
        kind: 'attendance',
        group,
        part: { enrolmentId: line.enrolmentId, kind: chosen(line), ...(reason && { reason }) },
        seen: Number(line.seen?.value ?? 0),
        madeAt: new Date().toISOString(),
        label: `${title}: ${this.form.querySelector<HTMLInputElement>(`input[name="name-${line.enrolmentId}"]`)?.value ?? ''}`,
        page,
      };
    });
    await (await openStore()).update(this.person, book => note(book, changes));
    tellChange();
    send(this.person, () => void this.refresh());
  }

  async refresh(): Promise<void> {
    const book = await (await openStore()).update(this.person, before => before);
    const key = `${groupKey('attendance', this.#group())}|`;
    const sent = Object.values(book.parcels).flatMap(parcel => parcel.changes);
    const waiting = new Map(
      [...sent, ...Object.values(book.changes)]
        .filter(change => change.subject.startsWith(key))
        .map(change => [change.subject, change]),
    );
    for (const line of this.#lines) this.#lay(line, book, waiting.get(line.subject));
    this.#say(waiting.size, book);
  }

  #lay(line: Line, book: Book, waits: Change | undefined): void {
    const known = book.known[line.subject];
    const matter = book.matters[line.subject];
    if (known && line.seen && known.revision > Number(line.seen.value)) {
      line.seen.value = String(known.revision);
      for (const radio of line.radios) radio.defaultChecked = radio.value === known.value;
      choose(line, known.value);
    }
    if (waits) choose(line, valueIn(waits));
    line.row.classList.toggle('waiting', waits !== undefined);
    line.row.classList.toggle('conflict', matter?.state === 'conflict');
    line.row.classList.toggle('fault', matter?.state === 'refused');
    const words = waits ? pageWords().cellWaits : (matter?.words?.[pageLanguage()] ?? '');
    let told = line.row.querySelector<HTMLElement>('.words');
    if (words === '') {
      told?.remove();
      return;
    }
    if (!told) {
      told = document.createElement('small');
      told.className = 'words';
      line.row.append(told);
    }
    told.textContent = words;
  }

  #say(waiting: number, book: Book): void {
    const words = pageWords();
    let line = this.form.querySelector<HTMLElement>('[data-status]');
    if (!line && waiting === 0) return;
    if (!line) {
      line = document.createElement('p');
      line.dataset.status = '';
      line.className = 'notice state-near';
      line.setAttribute('role', 'status');
      this.form.prepend(line);
    }
    const isShut = lastOutcome() === 'sign-in' || lastOutcome() === 'other-person';
    line.textContent =
      waiting > 0
        ? isShut
          ? words.waitSignIn(waiting)
          : words.takenHere
        : book.savedAt
          ? words.savedAt(momentOf(book.savedAt))
          : words.allSaved;
  }
}
