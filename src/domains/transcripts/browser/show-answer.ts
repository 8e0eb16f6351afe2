import type { CodeJudged } from '../rules/judge-code.ts';
import type { QrFacts } from '../rules/qr-payload.ts';
import type { RevocationList } from '../rules/revocation-list.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** 25/02/2023, on the device's calendar. */
export const dayShown = (at: Date) => `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`;

const bornShown = (day: string | null) => day?.split('-').reverse().join('/') ?? '–';

/** Puts the answer's template in place, and what the code says beside it. Text only: nothing out of a code becomes markup. */
export function showAnswer(
  judged: CodeJudged,
  schools: Record<string, string>,
  list: RevocationList | undefined,
): void {
  const box = document.getElementById('code-answer');
  if (!box) return;
  box.hidden = false;
  for (const old of box.querySelectorAll('[data-shown]')) old.remove();
  const { facts } = judged;
  append(box, judged.why, shown => {
    const age = shown.querySelector<HTMLElement>('[data-list-age]');
    if (!age) return;
    age.textContent = facts
      ? list
        ? (box.dataset.list?.replace('{day}', dayShown(list.madeAt)) ?? '')
        : (box.dataset.noList ?? '')
      : '';
    age.hidden = age.textContent === '';
  });
  if (facts)
    append(box, 'facts', shown => {
      for (const [name, text] of Object.entries(factsShown(facts, schools))) {
        const place = shown.querySelector(`[data-fact="${name}"]`);
        if (place) place.textContent = text || '–';
      }
    });
  box.scrollIntoView({ block: 'start' });
}

function append(box: HTMLElement, why: string, fill: (shown: HTMLElement) => void): void {
  const template = box.querySelector<HTMLTemplateElement>(`template[data-why="${why}"]`);
  if (!template) return;
  const shown = document.createElement('div');
  shown.dataset.shown = why;
  shown.append(template.content.cloneNode(true));
  fill(shown);
  box.append(shown);
}

const factsShown = (facts: QrFacts, schools: Record<string, string>): Record<string, string> => ({
  pupilName: facts.pupilName,
  birthDay: bornShown(facts.birthDay),
  school: schools[facts.schoolCode] ?? facts.schoolCode,
  schoolYear: facts.schoolYear,
  grade: String(facts.grade),
  academic: facts.academic,
  conduct: facts.conduct,
  outcome: facts.outcome,
  publicId: facts.publicId,
  issuedAt: dayShown(facts.issuedAt),
});
