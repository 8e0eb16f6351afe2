import { Icon } from './icon.tsx';
import { useWords } from './setting.tsx';

/** A code or link to hand on: it can be selected everywhere, and copied by a button where scripts run. */
export function CopyText(props: { text: string }) {
  const words = useWords();
  return (
    <copy-text copied={words.copied}>
      <code>{props.text}</code>
      <button type="button" class="button button-quiet" hidden>
        <Icon name="copy" size={16} />
        <span>{words.copy}</span>
      </button>
    </copy-text>
  );
}
