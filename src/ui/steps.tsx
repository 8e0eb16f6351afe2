import { count } from '#platform/format.ts';
import { Icon } from './icon.tsx';
import { useWords } from './setting.tsx';

export interface Step {
  label: string;
  /** A step that is done may be opened again. */
  href?: string;
}

/** Where one stands on a way of several pages; `current` counts from 0. */
export function Steps(props: { steps: Step[]; current: number }) {
  const words = useWords();
  return (
    <nav class="steps" aria-label={words.steps.label}>
      <ol>
        {props.steps.map((step, index) => {
          const place = index < props.current ? 'done' : index === props.current ? 'current' : 'ahead';
          return (
            <li class={`step-${place}`} aria-current={place === 'current' ? 'step' : undefined}>
              <span class="step-number">{place === 'done' ? <Icon name="check" size={14} /> : index + 1}</span>
              {step.href && place === 'done' ? <a href={step.href}>{step.label}</a> : <span>{step.label}</span>}
              <span class="sr">{`, ${words.steps[place]}`}</span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

export interface ProgressProps {
  label: string;
  done: number;
  total: number;
  /** What is being counted: "trường", "dòng". */
  unit?: string;
  secondsLeft?: number;
  /** Says that one may leave: give `Page` a `refreshSeconds` while the work runs. */
  mayLeave?: boolean;
}

/** Long work: how many of how many, and how long yet. */
export function Progress(props: ProgressProps) {
  const words = useWords();
  const left = props.secondsLeft === undefined ? undefined : timeLeft(props.secondsLeft, words.progress);
  const counts = words.progress.of(count(props.done), count(props.total));
  return (
    <div class="progress">
      <div class="progress-head">
        <span class="progress-label">{props.label}</span>
        <span class="progress-counts">
          {props.unit ? `${counts} ${props.unit}` : counts}
          {left && `, ${left}`}
        </span>
      </div>
      <progress max={Math.max(props.total, 1)} value={props.done} aria-label={props.label} />
      {props.mayLeave && <p class="soft">{words.progress.mayLeave}</p>}
    </div>
  );
}

function timeLeft(
  seconds: number,
  words: { seconds: string; minutes: (n: string) => string; hours: (n: string) => string },
): string {
  if (seconds < 60) return words.seconds;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? words.minutes(count(minutes)) : words.hours(count(Math.round(minutes / 60)));
}
